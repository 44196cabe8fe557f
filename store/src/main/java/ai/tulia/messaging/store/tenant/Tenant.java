package ai.tulia.messaging.store.tenant;

import java.time.Instant;
import java.util.UUID;

/** A business that sends messages. */
public record Tenant(UUID id, TenantProfile profile, Instant createdAt) {}
