package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.store.message.StoredMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** An accepted message that did not go out, as the problem that its caller is told. */
final class MessageProblems {
    private MessageProblems() {}

    /** Why it will not go out; null while it may, or did. Over the limit without the time of the next free unit. */
    static @Nullable ApiProblem of(StoredMessage message) {
        return switch (message.state()) {
            case REFUSED -> {
                var reason = StopReason.fromCode(
                        String.valueOf(message.outcome().failure().code()));
                yield reason == StopReason.OVER_DAILY_LIMIT ? overLimit(message) : refused(message, reason);
            }
            case FAILED -> providerRefused(message);
            case EXPIRED -> expired(message);
            case ACCEPTED, WAITING, SENDING, SENT, DELIVERED, READ, UNDELIVERED, UNKNOWN, CANCELED -> null;
        };
    }

    /** Our own rules refuse it: 403 for what the customer said, 422 for what cannot be. */
    static ApiProblem refused(StoredMessage message, StopReason reason) {
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
        return problem(
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
        return problem(message, HttpStatus.UNPROCESSABLE_CONTENT, reason.code(), detail, error);
    }

    /** The provider, or the tenant's account with it, refused it for good. */
    static ApiProblem providerRefused(StoredMessage message) {
        var failure = Objects.requireNonNull(FailureResponse.of(message));
        String hint = failure.detail() == null ? "see " + path(message) + "/events" : failure.detail();
        return problem(
                        message,
                        HttpStatus.BAD_GATEWAY,
                        "provider_refused",
                        "the message could not be handed over: " + hint,
                        new FieldError("provider", failure.code(), hint))
                .with("failure", failure);
    }

    static ApiProblem expired(StoredMessage message) {
        return problem(
                message,
                HttpStatus.UNPROCESSABLE_CONTENT,
                StopReason.VALIDITY_ENDED.code(),
                "the message could not go out within its validity",
                new FieldError("expires_at", "ends before it may go", "see " + path(message) + "/events"));
    }

    static ApiProblem overLimit(StoredMessage message) {
        return problem(
                message,
                HttpStatus.TOO_MANY_REQUESTS,
                StopReason.OVER_DAILY_LIMIT.code(),
                "the daily limit is reached",
                new FieldError("when_over_limit", "is reject", "send it again later, or with when_over_limit = defer"));
    }

    /** It has begun to leave, or is closed: nothing about it can be changed. */
    static ApiProblem tooLate(StoredMessage message) {
        return problem(
                message,
                HttpStatus.CONFLICT,
                "too_late",
                "the message is " + message.state().code() + " already",
                new FieldError("id", "can no longer be changed", "see " + path(message) + "/events"));
    }

    /** It may have no new attempt, or need none. */
    static ApiProblem notResendable(StoredMessage message, String why, String hint) {
        return problem(
                message,
                HttpStatus.CONFLICT,
                "not_resendable",
                "the message is " + message.state().code() + ": " + why,
                new FieldError("id", "may have no new attempt", hint));
    }

    static String path(StoredMessage message) {
        return "/v1/messages/" + message.id();
    }

    private static ApiProblem problem(
            StoredMessage message, HttpStatus status, String code, String detail, FieldError error) {
        return new ApiProblem(status, code, detail, List.of(error))
                .with("message_id", message.id())
                .with("state", message.state().code())
                .header("Location", path(message));
    }
}
