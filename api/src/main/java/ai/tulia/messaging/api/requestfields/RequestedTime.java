package ai.tulia.messaging.api.requestfields;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.time.LocalTimes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time as a request gives it: an instant, or a wall time of the zone.
 *
 * @param zone recipient, tenant or an IANA name; null = recipient
 * @param expiresAt null = by the message's type
 */
public record RequestedTime(
        @Nullable Instant instant,
        @Nullable LocalDateTime local,
        @Nullable String zone,
        @Nullable Instant expiresAt) {
    public static final String RECIPIENT = "recipient";
    public static final String TENANT = "tenant";

    public static final String FIELD = "scheduled_at";
    /** What a hint says of it. */
    public static final String FORM = "give an instant such as " + Checks.INSTANT
            + ", or a local time such as 2027-01-31T09:00:00 with time_zone";

    /** The first and the last zone to see a wall time. */
    private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

    private static final ZoneOffset LATEST = ZoneOffset.ofHours(-12);

    /** The instant that is meant, for a customer in these zones, as the ledger keeps it. */
    public Instant at(ZoneId customerZone, ZoneId tenantZone) {
        Instant at = instant == null
                ? LocalTimes.resolve(Objects.requireNonNull(local), zoneOf(zone, customerZone, tenantZone))
                : instant;
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The first instant that it means for any customer. */
    public Instant first(ZoneId tenantZone) {
        return local != null && RECIPIENT.equals(zone) ? local.toInstant(EARLIEST) : at(tenantZone, tenantZone);
    }

    /** The last one: somewhere a wall time of the recipients is still to come. */
    public Instant last(ZoneId tenantZone) {
        return local != null && RECIPIENT.equals(zone) ? local.toInstant(LATEST) : at(tenantZone, tenantZone);
    }

    public static ZoneId zoneOf(@Nullable String word, ZoneId customerZone, ZoneId tenantZone) {
        return switch (word) {
            case null -> customerZone;
            case RECIPIENT -> customerZone;
            case TENANT -> tenantZone;
            default -> ZoneId.of(word);
        };
    }
}
