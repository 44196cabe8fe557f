package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as its tenant may see it.
 *
 * @param expiresAt end of its validity, exclusive
 * @param metadata the caller's own, returned as it came
 */
public record StoredMessage(
        MessageRef ref,
        Recipient recipient,
        MessageType type,
        Progress progress,
        Schedule schedule,
        Instant expiresAt,
        Content content,
        Outcome outcome,
        @Nullable Map<String, Object> metadata,
        Instant createdAt) {
    /**
     * @param broadcastId whose workflow sends it: a broadcast's or a batch's; null = its own
     * @param batchIndex its place in the batch, from 0; null = of no batch
     */
    public record Recipient(
            UUID customerId,
            @Nullable UUID broadcastId,
            @Nullable Integer batchIndex,
            Channel channel) {
        public boolean isOfBatch() {
            return batchIndex != null;
        }
    }

    /** @param removedAt when text and values left, past their retention; null = they are there */
    public record Content(Text text, @Nullable Instant removedAt) {}

    /** @param attempts POSTs begun so far */
    public record Progress(MessageState state, int attempts, Waiting waiting) {}

    /** @param providerMsgId the provider's id of it; null while none was given */
    public record Outcome(
            @Nullable String providerMsgId,
            Failure failure,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt) {}

    public UUID id() {
        return ref.messageId();
    }

    public UUID customerId() {
        return recipient.customerId();
    }

    public Text text() {
        return content.text();
    }

    public MessageState state() {
        return progress.state();
    }
}
