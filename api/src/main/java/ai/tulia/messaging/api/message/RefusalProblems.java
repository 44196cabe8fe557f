package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.store.message.StoredMessage;
import org.springframework.http.HttpStatus;

/** A message that our own rules refuse, as the problem that its caller gets. */
final class RefusalProblems {
    private RefusalProblems() {}

    /** 403 for what the customer said, 422 for what cannot be. */
    static ApiProblem of(StoredMessage message, StopReason reason) {
        return switch (reason) {
            case OPTED_OUT -> notConsented(message, reason, "the customer opted out of this channel", "opted out");
            case CONSENT_MISSING, CONSENT_WITHDRAWN ->
                notConsented(
                        message,
                        reason,
                        "the customer has not consented to this type of message",
                        "has no consent for it");
            case TEMPLATE_NEEDED ->
                impossible(
                        message,
                        reason,
                        "WhatsApp takes free text for 24 h after the customer last wrote, and not now",
                        new FieldError(
                                "content",
                                "needs an open session",
                                "give a template_id whose template has a content_sid, or wait for the customer to write"));
            case NO_ADDRESS ->
                impossible(
                        message,
                        reason,
                        "the customer has no address on this channel",
                        new FieldError("customer_id", "has no address for it", "give the customer a phone_number"));
            case ADDRESS_UNREACHABLE ->
                impossible(
                        message,
                        reason,
                        "Twilio said that this customer cannot be reached by WhatsApp",
                        new FieldError("customer_id", "cannot be reached", "send by sms, or change the phone_number"));
            case USER_IDS_NOT_ENABLED ->
                impossible(
                        message,
                        reason,
                        "the customer is known by a WhatsApp user id alone, and the sender may not write to one",
                        new FieldError(
                                "customer_id",
                                "has no phone_number",
                                "give the customer one, or ask the operator to enable user_ids for the sender"));
            case OVER_DAILY_LIMIT, MISSING_VARIABLE, VALIDITY_ENDED ->
                throw new IllegalArgumentException("no refusal of a single message: " + reason);
        };
    }

    private static ApiProblem notConsented(StoredMessage message, StopReason reason, String detail, String problem) {
        return MessageProblems.problem(
                message,
                HttpStatus.FORBIDDEN,
                reason.code(),
                detail,
                new FieldError(
                        "customer_id",
                        problem,
                        "record the consent once the customer has given it: PUT /v1/customers/" + message.customerId()
                                + "/consents"));
    }

    private static ApiProblem impossible(StoredMessage message, StopReason reason, String detail, FieldError error) {
        return MessageProblems.problem(message, HttpStatus.UNPROCESSABLE_CONTENT, reason.code(), detail, error);
    }
}
