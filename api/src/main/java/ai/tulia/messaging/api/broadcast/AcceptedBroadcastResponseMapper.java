package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.idempotency.AcceptedResponseMapper;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answer to a repeated request whose first process died after the commit: what the ledger shows now. */
@Component
class AcceptedBroadcastResponseMapper implements AcceptedResponseMapper {
    private final BroadcastService broadcasts;

    AcceptedBroadcastResponseMapper(BroadcastService broadcasts) {
        this.broadcasts = broadcasts;
    }

    @Override
    public Optional<ResponseEntity<?>> answerFor(UUID tenantId, UUID acceptedId) {
        return broadcasts
                .find(new BroadcastRef(tenantId, acceptedId))
                .map(answer -> ResponseEntity.status(HttpStatus.CREATED).body(answer));
    }
}
