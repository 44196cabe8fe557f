package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One broadcast as the ledger holds it.
 *
 * @param pausedReason {@code requested}, or the failure code that stopped it; null unless paused
 * @param content inline text; null with a template
 * @param criteria whom it means, for {@link ai.tulia.messaging.domain.criteria.Criteria#parse}; null for a list
 * @param notBefore when it was scheduled for, where an instant was named
 * @param scheduledLocal when it was scheduled for, where a wall time was named
 * @param scheduledZone whose wall time: recipient, tenant or an IANA name
 * @param expiresAt end of its messages' validity; null = that of their type, after they were due
 * @param maxPerSecond its own pace, below the sender's; null = the sender's
 */
public record Broadcast(
        BroadcastRef ref,
        String name,
        MessageType type,
        Channel channel,
        BroadcastStatus status,
        @Nullable String pausedReason,
        @Nullable UUID templateId,
        @Nullable Integer templateVersion,
        @Nullable String content,
        Map<String, ContextValue> context,
        @Nullable Map<String, Object> criteria,
        @Nullable Instant notBefore,
        @Nullable LocalDateTime scheduledLocal,
        @Nullable String scheduledZone,
        @Nullable Instant expiresAt,
        @Nullable Integer maxPerSecond,
        @Nullable Map<String, Object> metadata,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant changedAt) {}
