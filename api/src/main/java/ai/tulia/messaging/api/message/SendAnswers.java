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
class SendAnswers {
    private final NextFreePlace places;

    SendAnswers(NextFreePlace places) {
        this.places = places;
    }

    /** @throws ApiProblem for a message that will not go out */
    ResponseEntity<MessageAnswer> of(StoredMessage message) {
        return switch (message.state()) {
            case SENT, DELIVERED, READ, UNDELIVERED -> answer(HttpStatus.CREATED, message);
            case ACCEPTED, WAITING, SENDING, UNKNOWN, CANCELED -> answer(HttpStatus.ACCEPTED, message);
            case REFUSED -> throw refused(message);
            case FAILED -> throw Outcome.providerRefused(message);
            case EXPIRED -> throw Outcome.expired(message);
        };
    }

    /** 403 for consent; 429, with the time of the next free place, for the limit. */
    ApiProblem refused(StoredMessage message) {
        return StopReason.OVER_DAILY_LIMIT.word().equals(message.failureCode())
                ? places.on(message, Outcome.overLimit(message))
                : Outcome.refused(message, String.valueOf(message.failureCode()));
    }

    private static ResponseEntity<MessageAnswer> answer(HttpStatus status, StoredMessage message) {
        return ResponseEntity.status(status)
                .location(URI.create(Outcome.path(message)))
                .body(MessageAnswer.of(message));
    }
}
