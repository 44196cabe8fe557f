package ai.tulia.messaging.store.sweep;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast that somebody must be carrying, as the sweeper may see it.
 *
 * @param hasWork false for a canceled one that has nothing left to close
 * @param changedAt when it was last steered
 * @param nextDue when the first of its messages that wait was or will be due; null when none waits
 */
public record OpenBroadcast(
        BroadcastRef ref,
        MessageType type,
        BroadcastStatus status,
        boolean hasWork,
        Instant changedAt,
        @Nullable Instant nextDue) {}
