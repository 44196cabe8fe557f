package ai.tulia.messaging.api.requestfields;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Whether the times of a request can be meant. */
public final class RequestedTimeValidator {
    private static final String FIELD = RequestedTime.FIELD;
    private static final int MAX_YEARS_AHEAD = 2;
    /** Nothing the ledger could not hold, and more than any validity needs. */
    private static final int MAX_YEARS_VALID = 3;

    private RequestedTimeValidator() {}

    /** What is wrong goes to the checks; the result counts only when they found nothing. */
    public static RequestedTime checked(TimeFields fields, Checks checks) {
        String text = fields.scheduledAt();
        String zone = fields.timeZone();
        if (zone != null && !zone.equals(RequestedTime.RECIPIENT) && !zone.equals(RequestedTime.TENANT)) {
            checks.zone("time_zone", zone);
        }
        checks.that(text != null, FIELD, "is missing", RequestedTime.FORM);
        Instant instant = text == null ? null : instant(text);
        LocalDateTime local = text == null || instant != null ? null : local(text);
        checks.that(text == null || instant != null || local != null, FIELD, "is no time", RequestedTime.FORM)
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

    /** What is wrong with the instant that it means, and with the end of the validity, goes to the checks. */
    public static void within(RequestedTime time, Instant at, Instant now, Checks checks) {
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
        validUntil(time.expiresAt(), now, checks);
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
