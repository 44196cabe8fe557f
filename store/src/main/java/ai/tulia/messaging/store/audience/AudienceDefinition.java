package ai.tulia.messaging.store.audience;

import java.util.Map;

/**
 * What people say about an audience.
 *
 * @param name unique in the tenant
 * @param criteria as given, for {@link ai.tulia.messaging.domain.criteria.Criteria#parse}
 */
public record AudienceDefinition(String name, Map<String, Object> criteria) {}
