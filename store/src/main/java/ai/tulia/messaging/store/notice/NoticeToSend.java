package ai.tulia.messaging.store.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice this process has claimed, and where it may go.
 *
 * @param channel by which it was tried before; null = not yet
 * @param attempts tries by that channel, this one included
 */
public record NoticeToSend(
        UUID tenantId,
        UUID id,
        String kind,
        long used,
        long limit,
        Instant createdAt,
        @Nullable String channel,
        int attempts,
        Destination destination) {
    /**
     * Where its tenant is reached.
     *
     * @param url of the webhook; null = the tenant has none
     * @param email null = the tenant has none
     * @param sealedSecret opens with the column {@code tenant.notify_secret}; null = the tenant has none
     */
    public record Destination(
            @Nullable String url, @Nullable String email, byte @Nullable [] sealedSecret) {}
}
