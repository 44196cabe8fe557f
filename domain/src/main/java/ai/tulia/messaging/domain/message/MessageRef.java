package ai.tulia.messaging.domain.message;

import java.util.UUID;

/** A message and the tenant it belongs to: all that Temporal ever learns of either. */
public record MessageRef(UUID tenantId, UUID messageId) {}
