package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.store.audience.Audience;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

record AudienceResponse(UUID id, String name, Map<String, Object> criteria, Instant createdAt, Instant updatedAt) {
    static AudienceResponse of(Audience audience) {
        return new AudienceResponse(
                audience.id(), audience.name(), audience.criteria(), audience.createdAt(), audience.updatedAt());
    }
}
