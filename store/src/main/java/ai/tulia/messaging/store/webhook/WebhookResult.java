package ai.tulia.messaging.store.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one try.
 *
 * @param status of HTTP; null = there was no answer
 * @param error null = delivered; says no address and quotes no answer
 * @param nextAttemptAt null = none: it was delivered, or has failed for good
 */
public record WebhookResult(
        UUID id,
        Instant at,
        @Nullable Integer status,
        Duration duration,
        @Nullable String error,
        @Nullable Instant nextAttemptAt) {
    public boolean delivered() {
        return error == null;
    }

    String state() {
        return delivered() ? "delivered" : nextAttemptAt == null ? "failed" : "pending";
    }
}
