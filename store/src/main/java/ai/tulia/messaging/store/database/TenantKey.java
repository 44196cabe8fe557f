package ai.tulia.messaging.store.database;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/** The key of a row of a tenant's table. */
@Embeddable
public record TenantKey(UUID tenantId, UUID id) {}
