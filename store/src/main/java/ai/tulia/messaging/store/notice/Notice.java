package ai.tulia.messaging.store.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A warning to a tenant, and what became of it.
 *
 * @param kind {@code quota_80}, {@code quota_100}
 * @param used units taken in the rolling 24 h when it was made
 * @param limit the daily limit then
 * @param delivery {@code stored} (nowhere to send it), {@code pending}, {@code delivered}, {@code failed}
 * @param channel by which it was last tried: {@code webhook}, {@code mail}; null before the first try
 * @param attempts tries by that channel
 * @param lastError why the last try failed; holds no address and no secret
 */
public record Notice(
        UUID id,
        String kind,
        long used,
        long limit,
        Instant createdAt,
        String delivery,
        @Nullable String channel,
        int attempts,
        @Nullable Instant deliveredAt,
        @Nullable String lastError) {}
