package ai.tulia.messaging.store.idempotency;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an Idempotency-Key means for the request that just came with it. */
public sealed interface IdempotencyKeyClaim {
    /** It is the first: it holds the key until then. */
    record Started(Instant lockedUntil) implements IdempotencyKeyClaim {}

    /** Another one with the same content is under way. */
    record InFlight() implements IdempotencyKeyClaim {}

    /** The key was used for something else. */
    record OtherRequest() implements IdempotencyKeyClaim {}

    /**
     * It was answered.
     *
     * @param etag null = the answer had none
     */
    record Answered(
            int status, @Nullable String etag, @Nullable String body) implements IdempotencyKeyClaim {}

    /** It accepted this message, but its process died before it answered. */
    record Accepted(UUID messageId) implements IdempotencyKeyClaim {}
}
