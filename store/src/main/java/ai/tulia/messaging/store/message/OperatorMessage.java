package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the operator may see it: ids, states, times, reasons and codes.
 *
 * @param broadcastId whose workflow sends it: a broadcast's or a batch's; null = its own
 * @param batchIndex its place in the batch, from 0; null = of no batch
 * @param attempts POSTs begun so far
 * @param notBefore its own scheduled time; null = as soon as possible, or a wall time of the customer's
 * @param expiresAt end of its validity, exclusive
 * @param providerMsgId the provider's id of it; null while none was given
 */
public record OperatorMessage(
        MessageRef ref,
        UUID customerId,
        @Nullable UUID broadcastId,
        @Nullable Integer batchIndex,
        String type,
        String channel,
        MessageState state,
        int attempts,
        Waiting waiting,
        @Nullable Instant notBefore,
        Instant expiresAt,
        @Nullable UUID templateId,
        @Nullable Integer templateVersion,
        @Nullable String providerMsgId,
        @Nullable String failureCode,
        Times times) {
    /** @param changedAt when its state last changed */
    public record Times(
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt,
            Instant changedAt) {}
}
