package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.IdempotencyKeyClaim;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Ties a new message or broadcast to the Idempotency-Key its request came with, so that both are kept or neither. */
@Component
public class KeyLink {
    private final IdempotencyKeyRepository keys;
    private final JsonMapper json;

    KeyLink(IdempotencyKeyRepository keys, JsonMapper json) {
        this.keys = keys;
        this.json = json;
    }

    /**
     * Claims the key of a route that {@link ClaimsKeyOnAcceptance}, for what is accepted by the open transaction, and ties it.
     * First of all in it: two requests at once follow each other.
     *
     * @throws ai.tulia.messaging.api.problem.ApiProblem when another request has the key
     */
    public void claim(UUID acceptedId) {
        IdempotencyRecord.current().ifPresent(record -> {
            IdempotencyKeyClaim claim = keys.claim(record.tenantId(), record.key(), record.requestHash(), acceptedId);
            if (claim instanceof IdempotencyKeyClaim.Started started) {
                record.claimed(started.lockedUntil());
                return;
            }
            record.leave();
            throw new KeyAnsweredException(record.tenantId(), claim);
        });
    }

    /** What this request began to accept when it was made before, on a route that {@link ResumesAcceptance}. */
    public Optional<UUID> resumed() {
        return IdempotencyRecord.current().flatMap(record -> Optional.ofNullable(record.resumed()));
    }

    /** Within the transaction that accepts it. */
    public void tie(UUID acceptedId) {
        IdempotencyRecord.current().ifPresent(record -> keys.linkMessage(record.tenantId(), record.key(), acceptedId));
    }

    /** Keeps the answer within the transaction that makes it true; after its commit comes {@link #kept}. */
    public void keep(ResponseEntity<?> answer) {
        IdempotencyRecord.current().ifPresent(record -> {
            record.keeping();
            keys.remember(
                    record.tenantId(),
                    record.key(),
                    Objects.requireNonNull(record.lockedUntil()),
                    new IdempotencyKeyClaim.Answered(
                            answer.getStatusCode().value(),
                            answer.getHeaders().getETag(),
                            json.writeValueAsString(answer.getBody())));
        });
    }

    /** The answer that was to be kept is: what is answered now is that. */
    public void kept() {
        IdempotencyRecord.current().ifPresent(IdempotencyRecord::kept);
    }
}
