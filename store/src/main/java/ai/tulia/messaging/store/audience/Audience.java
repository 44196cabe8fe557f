package ai.tulia.messaging.store.audience;

import java.time.Instant;
import java.util.UUID;

/**
 * Criteria under a name.
 *
 * @param version counts its changes
 */
public record Audience(UUID id, AudienceDefinition definition, Instant createdAt, Instant updatedAt, long version) {}
