package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.time.TimeZones;
import ai.tulia.messaging.domain.time.ZoneSource;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.message.Waiting;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When a message was to go, when it will, and what lies between the two. */
record ScheduleResponse(
        UUID messageId,
        UUID customerId,
        String messageType,
        String status,
        @Schema(ref = EnumSchemas.MESSAGE_STATE) String state,
        @Nullable String waitingReason,
        @Nullable Instant wakeAt,

        @Schema(description = "The time asked for, as an instant.")
        Instant scheduledAt,

        @Schema(description = "The first instant at which it may go by all that is known now.")
        Instant effectiveAt,

        @Schema(description = "The time asked for.") ZonedResponse requested,

        @Schema(description = "The effective time, in the customer's zone.")
        ZonedResponse effective,

        @Schema(description = "Where the zone of the time asked for came from.")
        String timeZoneSource,

        @Schema(description = "Why the effective time is later than the one asked for; null when it is not.") @Nullable
        String shiftReason,

        @Schema(
                description = "gap: the clocks skip the local time, it goes to the first instant after it; overlap: the"
                        + " local time comes twice, its first pass counts.",
                allowableValues = {"gap", "overlap"})
        @Nullable
        String dstAdjusted,

        Instant expiresAt) {

    /** @param zones of the message as they are now */
    static ScheduleResponse of(StoredMessage message, TimeZones zones) {
        Schedule schedule = message.schedule();
        Waiting waiting = message.progress().waiting();
        Instant at = Objects.requireNonNull(schedule.notBefore());
        Instant effective = waiting.until() != null && waiting.until().isAfter(at) ? waiting.until() : at;
        ZoneId zone = RequestedTime.zoneOf(schedule.zone(), zones.recipient(), zones.tenant());
        var requested = ZonedResponse.of(at, zone, source(schedule.zone(), zones));
        return new ScheduleResponse(
                message.id(),
                message.customerId(),
                message.type().code(),
                message.state().status().code(),
                message.state().code(),
                waiting.reason(),
                waiting.until(),
                at,
                effective,
                requested,
                ZonedResponse.of(effective, zones.recipient(), zones.source()),
                requested.timeZoneSource(),
                WaitReason.SCHEDULED.code().equals(waiting.reason()) ? null : waiting.reason(),
                dstAdjusted(schedule.local(), zone),
                message.expiresAt());
    }

    private static ZoneSource source(@Nullable String zone, TimeZones zones) {
        return switch (zone) {
            case null -> zones.source();
            case RequestedTime.RECIPIENT -> zones.source();
            case RequestedTime.TENANT -> ZoneSource.TENANT;
            default -> ZoneSource.REQUEST;
        };
    }

    private static @Nullable String dstAdjusted(@Nullable LocalDateTime given, ZoneId zone) {
        if (given == null) {
            return null;
        }
        return switch (zone.getRules().getValidOffsets(given).size()) {
            case 0 -> "gap";
            case 1 -> null;
            default -> "overlap";
        };
    }
}
