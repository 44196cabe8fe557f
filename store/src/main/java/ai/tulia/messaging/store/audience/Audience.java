package ai.tulia.messaging.store.audience;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Criteria under a name.
 *
 * @param name unique in the tenant
 * @param criteria as given, for {@link ai.tulia.messaging.domain.criteria.Criteria#parse}
 */
public record Audience(UUID id, String name, Map<String, Object> criteria, Instant createdAt, Instant updatedAt) {}
