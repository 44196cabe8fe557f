package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the operator may see it: ids, states, times, reasons and codes.
 *
 * @param notBefore its own scheduled time; null = as soon as possible, or a wall time of the customer's
 * @param expiresAt end of its validity, exclusive
 * @param outcome its failure without what to fix
 * @param changedAt when its state last changed
 */
public record OperatorMessage(
        MessageRef ref,
        StoredMessage.Recipient recipient,
        MessageType type,
        StoredMessage.Progress progress,
        @Nullable Instant notBefore,
        Instant expiresAt,
        @Nullable UUID templateId,
        StoredMessage.Outcome outcome,
        Instant createdAt,
        Instant changedAt) {}
