package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as its tenant may see it.
 *
 * @param broadcastId whose recipient it is for; null = a message of its own
 * @param notBefore its scheduled time (UTC); null = as soon as possible
 * @param scheduledLocal as asked, when asked in wall time
 * @param scheduledZone recipient, tenant or an IANA name, when one was given
 * @param body as sent; null while a template is not rendered yet
 */
public record StoredMessage(
        MessageRef ref,
        UUID customerId,
        @Nullable UUID broadcastId,
        MessageType type,
        Channel channel,
        MessageState state,
        int attempt,
        @Nullable Instant notBefore,
        @Nullable LocalDateTime scheduledLocal,
        @Nullable String scheduledZone,
        Instant expiresAt,
        @Nullable String waitingReason,
        @Nullable Instant wakeAt,
        @Nullable UUID templateId,
        @Nullable Integer templateVersion,
        @Nullable String body,
        @Nullable String providerMsgId,
        @Nullable String failureCode,
        @Nullable String failureDetail,
        @Nullable Map<String, Object> metadata,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant failedAt) {
    public UUID id() {
        return ref.messageId();
    }
}
