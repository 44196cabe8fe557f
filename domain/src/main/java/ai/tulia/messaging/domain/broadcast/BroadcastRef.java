package ai.tulia.messaging.domain.broadcast;

import java.util.UUID;

/** Names one broadcast; all that Temporal ever learns of it. */
public record BroadcastRef(UUID tenantId, UUID broadcastId) {}
