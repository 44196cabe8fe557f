package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageType;

/** A broadcast that somebody must be carrying, as the sweeper may see it. */
record OpenBroadcast(BroadcastRef ref, MessageType type, BroadcastStatus status) {}
