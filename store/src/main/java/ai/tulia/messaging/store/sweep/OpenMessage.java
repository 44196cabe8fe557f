package ai.tulia.messaging.store.sweep;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An open ledger row as the sweeper may see it. */
public record OpenMessage(
        MessageRef ref,
        MessageType type,
        MessageState state,
        Instant changedAt,
        @Nullable Instant wakeAt) {}
