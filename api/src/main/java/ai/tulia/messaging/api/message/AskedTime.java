package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.Checks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time as a request gives it: an instant, or a wall time of the zone.
 *
 * @param zone recipient, tenant or an IANA name; null = recipient
 * @param expiresAt null = by the message's type
 */
record AskedTime(
        @Nullable Instant instant,
        @Nullable LocalDateTime local,
        @Nullable String zone,
        @Nullable Instant expiresAt) {
    static final String RECIPIENT = "recipient";
    static final String TENANT = "tenant";

    private static final String FIELD = "scheduled_at";

    /** What is wrong goes to the checks; the result counts only when they found nothing. */
    static AskedTime checked(TimeFields fields, Checks checks) {
        String text = fields.scheduledAt();
        String zone = fields.timeZone();
        if (zone != null && !zone.equals(RECIPIENT) && !zone.equals(TENANT)) {
            checks.zone("time_zone", zone);
        }
        checks.required(FIELD, text);
        Instant instant = text == null ? null : instant(text);
        LocalDateTime local = text == null || instant != null ? null : local(text);
        checks.that(
                        text == null || instant != null || local != null,
                        FIELD,
                        "is no time",
                        "give an instant such as 2027-03-28T09:00:00Z, or a local time such as 2027-03-28T09:00:00"
                                + " with time_zone")
                .that(
                        local == null || zone != null,
                        "time_zone",
                        "is missing: scheduled_at is a local time without an offset",
                        "give recipient, tenant or an IANA name such as Europe/Berlin; or end scheduled_at with Z or"
                                + " an offset");
        return new AskedTime(instant, local, zone, fields.expiresAt());
    }

    /** The zone that is meant, of those of a customer. */
    ZoneId in(ZoneId customerZone, ZoneId tenantZone) {
        return zoneOf(zone, customerZone, tenantZone);
    }

    static ZoneId zoneOf(@Nullable String word, ZoneId customerZone, ZoneId tenantZone) {
        return switch (word) {
            case null -> customerZone;
            case RECIPIENT -> customerZone;
            case TENANT -> tenantZone;
            default -> ZoneId.of(word);
        };
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDateTime local(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
