package ai.tulia.messaging.store.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A warning to a tenant, and what became of it.
 *
 * @param kind the code of a {@link NoticeKind}
 * @param used units taken in the rolling 24 h when it was made; null for other kinds
 * @param limit the daily limit then; null for other kinds
 * @param webhookEndpointId that was disabled; null for other kinds
 * @param messages that were unknown when it was made; null for other kinds
 * @param unknownSince the oldest of them; null for other kinds
 * @param secret that does not open: {@code twilio_token}, {@code webhook_secret}; null for other kinds
 * @param delivery {@code stored} (nowhere to send it), {@code pending}, {@code delivered}, {@code failed}
 * @param attempts mails tried
 * @param lastError why the last try failed; holds no address and no secret
 */
public record Notice(
        UUID id,
        String kind,
        @Nullable Long used,
        @Nullable Long limit,
        @Nullable UUID webhookEndpointId,
        @Nullable Long messages,
        @Nullable Instant unknownSince,
        @Nullable String secret,
        Instant createdAt,
        String delivery,
        int attempts,
        @Nullable Instant deliveredAt,
        @Nullable String lastError) {}
