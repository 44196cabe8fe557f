package ai.tulia.messaging.api.requestfields;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.time.LocalTimes;
import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
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
    private static final int MAX_YEARS_AHEAD = 2;
    /** Nothing the ledger could not hold, and more than any validity needs. */
    private static final int MAX_YEARS_VALID = 3;

    /** What is wrong goes to the checks; the result counts only when they found nothing. */
    public static RequestedTime checked(TimeFields fields, Checks checks) {
        String text = fields.scheduledAt();
        String zone = fields.timeZone();
        if (zone != null && !zone.equals(RECIPIENT) && !zone.equals(TENANT)) {
            checks.zone("time_zone", zone);
        }
        checks.that(text != null, FIELD, "is missing", FORM);
        Instant instant = text == null ? null : instant(text);
        LocalDateTime local = text == null || instant != null ? null : local(text);
        checks.that(text == null || instant != null || local != null, FIELD, "is no time", FORM)
                .that(
                        local == null || zone != null,
                        "time_zone",
                        "is missing: scheduled_at is a local time without an offset",
                        "give recipient, tenant or an IANA name such as Europe/Berlin; or end scheduled_at with Z or"
                                + " an offset");
        return new RequestedTime(instant, local, zone, fields.expiresAt());
    }

    /** The same; null where no time is given. */
    public static @Nullable RequestedTime checkedIfGiven(TimeFields fields, Checks checks) {
        return fields.scheduledAt() == null && fields.timeZone() == null && fields.expiresAt() == null
                ? null
                : checked(fields, checks);
    }

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

    /** What is wrong with this instant, and with the end of the validity, goes to the checks. */
    public void within(Instant at, Instant now, Checks checks) {
        checks.possible(
                        at.isAfter(now),
                        "scheduled_in_the_past",
                        FIELD,
                        "lies in the past",
                        "give a time after " + TimeFormat.instant(now))
                .that(
                        !at.isAfter(ahead(now, MAX_YEARS_AHEAD)),
                        FIELD,
                        "lies more than 2 years ahead",
                        "give a time until " + TimeFormat.instant(ahead(now, MAX_YEARS_AHEAD)));
        validUntil(expiresAt, now, checks);
    }

    /** @param expiresAt end of a validity; null = by the type */
    public static void validUntil(@Nullable Instant expiresAt, Instant now, Checks checks) {
        checks.that(
                expiresAt == null || !expiresAt.isAfter(ahead(now, MAX_YEARS_VALID)),
                "expires_at",
                "lies more than 3 years ahead",
                "give an end until " + TimeFormat.instant(ahead(now, MAX_YEARS_VALID)) + ", or leave it out");
    }

    private static Instant ahead(Instant now, int years) {
        return now.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }

    public static ZoneId zoneOf(@Nullable String word, ZoneId customerZone, ZoneId tenantZone) {
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
