package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.store.message.StoredMessage;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What an immediate send is answered, by the state that the ledger shows. */
@Component
class SendResponseMapper {
    private final QuotaRetryAfter retryAfter;

    SendResponseMapper(QuotaRetryAfter retryAfter) {
        this.retryAfter = retryAfter;
    }

    /** @throws ApiProblem for a message that will not go out */
    ResponseEntity<MessageResponse> of(StoredMessage message) {
        return switch (message.state()) {
            case SENT, DELIVERED, READ, UNDELIVERED -> response(HttpStatus.CREATED, message);
            case ACCEPTED, WAITING, SENDING, UNKNOWN, CANCELED -> response(HttpStatus.ACCEPTED, message);
            case REFUSED -> throw refused(message);
            case FAILED -> throw MessageProblems.providerRefused(message);
            case EXPIRED -> throw MessageProblems.expired(message);
        };
    }

    /** 403 for consent; 429, with the time of the next free unit, for the limit; 422 for what cannot be. */
    ApiProblem refused(StoredMessage message) {
        var reason =
                StopReason.fromCode(String.valueOf(message.outcome().failure().code()));
        return reason == StopReason.OVER_DAILY_LIMIT ? overLimit(message) : RefusalProblems.of(message, reason);
    }

    /** 429, with the time of the next free unit. */
    ApiProblem overLimit(StoredMessage message) {
        return retryAfter.addTo(MessageProblems.overLimit(message), message);
    }

    private static ResponseEntity<MessageResponse> response(HttpStatus status, StoredMessage message) {
        return ResponseEntity.status(status)
                .location(URI.create(MessageProblems.path(message)))
                .body(MessageResponse.of(message));
    }
}
