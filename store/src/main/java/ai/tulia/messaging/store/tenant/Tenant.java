package ai.tulia.messaging.store.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A business that sends messages.
 *
 * @param version counts its changes
 */
public record Tenant(UUID id, TenantProfile profile, Instant createdAt, long version) {}
