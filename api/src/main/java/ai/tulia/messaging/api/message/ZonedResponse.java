package ai.tulia.messaging.api.message;

import ai.tulia.messaging.domain.time.ZoneSource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** One instant, for machines and for people. */
record ZonedResponse(
        Instant utc,

        @Schema(description = "The wall clock of the zone then.")
        LocalDateTime local,

        String timeZone,

        @Schema(
                description = "Where the zone came from.",
                allowableValues = {"customer", "tenant", "request"})
        String timeZoneSource) {
    static ZonedResponse of(Instant at, ZoneId zone, ZoneSource source) {
        return new ZonedResponse(at, LocalDateTime.ofInstant(at, zone), zone.getId(), source.code());
    }
}
