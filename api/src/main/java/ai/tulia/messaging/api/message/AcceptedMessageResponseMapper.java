package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.AcceptedResponseMapper;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.StoredMessage;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answer to a repeated request whose first process died after the commit: what the ledger shows now. */
@Component
class AcceptedMessageResponseMapper implements AcceptedResponseMapper {
    private final MessageReader messages;
    private final SendResponseMapper sends;
    private final ScheduleResponseMapper schedules;

    AcceptedMessageResponseMapper(MessageReader messages, SendResponseMapper sends, ScheduleResponseMapper schedules) {
        this.messages = messages;
        this.sends = sends;
        this.schedules = schedules;
    }

    @Override
    public Optional<ResponseEntity<?>> answerFor(UUID tenantId, UUID acceptedId) {
        return messages.find(new MessageRef(tenantId, acceptedId)).map(this::answer);
    }

    private ResponseEntity<?> answer(StoredMessage message) {
        return message.schedule().notBefore() == null ? sends.of(message) : schedules.of(HttpStatus.CREATED, message);
    }
}
