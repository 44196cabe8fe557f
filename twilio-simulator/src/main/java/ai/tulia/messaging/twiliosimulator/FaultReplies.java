package ai.tulia.messaging.twiliosimulator;

import org.jspecify.annotations.Nullable;

/** What the caller gets to see under a rule. */
final class FaultReplies {
    static final int SLOW_MILLIS = 20_000;

    private FaultReplies() {}

    /** The reply of a mode under which the message is not made; null when it is made. */
    static @Nullable Reply insteadOf(FaultRule rule) {
        return switch (rule.mode()) {
            case REJECT_4XX ->
                Reply.error(
                        TwilioError.of(or(rule.httpStatus(), 400), or(rule.code(), 21211), "Refused by a fault rule"));
            case BUSY_429 ->
                Reply.json(429, TwilioError.TOO_MANY_REQUESTS)
                        .with("Retry-After", String.valueOf(or(rule.retryAfterSeconds(), 1)));
            case ERROR_5XX -> serverError(rule);
            case HTML_5XX ->
                Reply.html(or(rule.httpStatus(), 502), "<html><body><h1>502 Bad Gateway</h1></body></html>");
            case TIMEOUT -> new Reply.Silence();
            case RESET -> new Reply.Reset();
            case OK,
                    SLOW,
                    ERROR_5XX_AFTER_EXECUTE,
                    EXECUTE_AND_TIMEOUT,
                    EXECUTE_AND_RESET,
                    EXECUTE_AND_VANISH,
                    EMPTY_201,
                    CALLBACK_DUP,
                    CALLBACK_REORDER,
                    CALLBACK_EARLY,
                    CALLBACK_LOST,
                    READ,
                    CALLBACK_FAILED -> null;
        };
    }

    /** The reply after the message was made. */
    static Reply afterwards(FaultRule rule, Reply normal) {
        return switch (rule.mode()) {
            case ERROR_5XX_AFTER_EXECUTE -> serverError(rule);
            case EXECUTE_AND_TIMEOUT -> new Reply.Silence();
            case EXECUTE_AND_RESET, EXECUTE_AND_VANISH -> new Reply.Reset();
            case EMPTY_201 -> Reply.empty(201);
            default -> normal;
        };
    }

    private static Reply serverError(FaultRule rule) {
        return Reply.error(TwilioError.of(or(rule.httpStatus(), 500), or(rule.code(), 20500), "Internal Server Error"));
    }

    private static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }
}
