package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.store.audience.Audience;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

record AudienceResponse(
        UUID id,
        String name,
        Map<String, Object> criteria,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long rowVersion)
        implements Versioned {
    static AudienceResponse of(Audience audience) {
        return new AudienceResponse(
                audience.id(),
                audience.definition().name(),
                audience.definition().criteria(),
                audience.createdAt(),
                audience.updatedAt(),
                audience.version());
    }
}
