package ai.tulia.messaging.store.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice this process has claimed, and where it may go.
 *
 * @param used units taken in the rolling 24 h; 0 where the kind is about something else
 * @param limit the daily limit; 0 where the kind is about something else
 * @param webhookEndpointId that was disabled; null where the kind is about something else
 * @param messages that are unknown; 0 where the kind is about something else
 * @param attempts tries, this one included
 * @param email null = the tenant has none any more
 */
public record NoticeToSend(
        UUID tenantId,
        UUID id,
        NoticeKind kind,
        long used,
        long limit,
        @Nullable UUID webhookEndpointId,
        long messages,
        Instant createdAt,
        int attempts,
        @Nullable String email) {}
