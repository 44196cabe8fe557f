package ai.tulia.messaging.store.customer;

import java.time.Instant;
import java.util.UUID;

/**
 * Whom a tenant writes to.
 *
 * @param version counts its changes
 */
public record Customer(UUID id, CustomerProfile profile, Instant createdAt, Instant updatedAt, long version) {}
