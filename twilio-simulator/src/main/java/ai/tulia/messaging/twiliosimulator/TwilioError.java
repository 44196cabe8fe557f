package ai.tulia.messaging.twiliosimulator;

/** An error as Twilio's API answers it. The texts of the codes: Twilio's error and warning dictionary. */
record TwilioError(int code, String message, String moreInfo, int status) {
    static final TwilioError AUTHENTICATE = of(401, 20003, "Authenticate");
    static final TwilioError METHOD_NOT_ALLOWED = of(405, 20004, "Method not allowed");
    static final TwilioError TOO_MANY_REQUESTS = of(429, 20429, "Too Many Requests");
    static final TwilioError UNSUPPORTED_MEDIA_TYPE =
            of(415, 20415, "The Content-Type must be application/x-www-form-urlencoded");
    static final TwilioError NOT_FINISHED =
            of(409, 20009, "Cannot change or delete the message because its delivery has not been completed");
    static final TwilioError NOT_CANCELABLE = of(409, 30409, "This message cannot be canceled");

    static TwilioError of(int status, int code, String message) {
        return new TwilioError(code, message, "https://www.twilio.com/docs/errors/" + code, status);
    }

    static TwilioError badRequest(int code, String message) {
        return of(400, code, message);
    }

    static TwilioError notFound(String path) {
        return of(404, 20404, "The requested resource " + path + " was not found");
    }
}
