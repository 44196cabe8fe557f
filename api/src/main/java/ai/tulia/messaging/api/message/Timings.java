package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.time.LocalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Turns the time that was asked for into the one that counts. */
final class Timings {
    private static final int MOST_YEARS_AHEAD = 2;
    /** Nothing the ledger could not hold, and more than any validity needs. */
    private static final int MOST_YEARS_VALID = 3;

    private Timings() {}

    /** As soon as possible, for as long as its type is valid. */
    static Timing asap(Draft draft, Instant now) {
        return new Timing(null, null, null, now.plus(draft.type().rules().validity()));
    }

    /** @throws ai.tulia.messaging.api.problem.ApiProblem 400 when it is past, or too far ahead */
    static Timing of(AskedTime asked, Draft draft, Instant now) {
        return of(
                asked,
                draft.customer().zone(),
                draft.customer().tenantZone(),
                draft.type().rules().validity(),
                now);
    }

    /** @param validity how long after its time it may still go out, when the caller names no end */
    static Timing of(AskedTime asked, ZoneId customerZone, ZoneId tenantZone, Duration validity, Instant now) {
        Instant at = asked.instant();
        if (at == null) {
            LocalDateTime local = Objects.requireNonNull(asked.local());
            at = LocalTimes.resolve(local, asked.in(customerZone, tenantZone));
        }
        // What the ledger keeps of it.
        at = at.truncatedTo(ChronoUnit.MICROS);
        Instant expiresAt = asked.expiresAt();
        new Checks()
                .that(at.isAfter(now), "scheduled_at", "lies in the past", "give a time to come, or use send")
                .that(
                        !at.isAfter(ahead(now, MOST_YEARS_AHEAD)),
                        "scheduled_at",
                        "lies more than 2 years ahead",
                        "give a nearer time")
                .that(
                        expiresAt == null || !expiresAt.isAfter(ahead(now, MOST_YEARS_VALID)),
                        "expires_at",
                        "lies more than 3 years ahead",
                        "give a nearer end, or leave it out")
                .done();
        return new Timing(at, asked.local(), asked.zone(), expiresAt == null ? at.plus(validity) : expiresAt);
    }

    private static Instant ahead(Instant now, int years) {
        return now.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }
}
