package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.store.message.StoredMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** An accepted message that did not go out, as the problem that its caller gets. */
final class MessageProblems {
    private MessageProblems() {}

    /** Why it will not go out; null while it may, or did. Over the limit without the time of the next free unit. */
    static @Nullable ApiProblem of(StoredMessage message) {
        return switch (message.state()) {
            case REFUSED -> {
                var reason = StopReason.fromCode(
                        String.valueOf(message.outcome().failure().code()));
                yield reason == StopReason.OVER_DAILY_LIMIT ? overLimit(message) : RefusalProblems.of(message, reason);
            }
            case FAILED -> providerRefused(message);
            case EXPIRED -> expired(message);
            case ACCEPTED, WAITING, SENDING, SENT, DELIVERED, READ, UNDELIVERED, UNKNOWN, CANCELED -> null;
        };
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

    static ApiProblem problem(StoredMessage message, HttpStatus status, String code, String detail, FieldError error) {
        return new ApiProblem(status, code, detail, List.of(error))
                .with("message_id", message.id())
                .with("state", message.state().code())
                .header("Location", path(message));
    }
}
