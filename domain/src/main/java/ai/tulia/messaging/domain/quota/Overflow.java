package ai.tulia.messaging.domain.quota;

import ai.tulia.messaging.domain.time.LocalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a message over the daily limit goes: the later of 08:00 of the tenant's next day and the next free unit,
 * spread over a ramp so that the morning does not begin with a pile.
 */
public final class Overflow {
    public static final LocalTime MORNING = LocalTime.of(8, 0);

    private static final Duration RAMP = Duration.ofHours(2);
    private static final Duration MAX_SPACING = Duration.ofSeconds(60);
    private static final Duration MIN_SPACING = Duration.ofMillis(1);

    private Overflow() {}

    /**
     * @param ahead messages of the tenant that wait for a unit before this one; those of its own day, at most a limit of
     *     them, each move it by {@link #spacing}. A unit taken late frees late: each day before its own adds a minute.
     * @param nextFreeAt when the rolling 24 h frees a unit for it; null when unknown
     */
    public static Instant resumeAt(
            Instant now, ZoneId tenantZone, @Nullable Instant nextFreeAt, int ahead, long limit) {
        Instant morning = nextMorning(now, tenantZone);
        Instant first = nextFreeAt != null && nextFreeAt.isAfter(morning) ? nextFreeAt : morning;
        long before = Math.max(0, ahead);
        long days = limit > 0 ? before / limit : 0;
        long ofItsDay = limit > 0 ? before % limit : before;
        return first.plus(spacing(limit).multipliedBy(ofItsDay)).plus(MAX_SPACING.multipliedBy(days));
    }

    /** The distance between two messages of the ramp: a whole day's limit in two hours, one a minute at the slowest. */
    public static Duration spacing(long limit) {
        if (limit <= 0) {
            return MAX_SPACING;
        }
        Duration even = RAMP.dividedBy(limit);
        if (even.compareTo(MAX_SPACING) > 0) {
            return MAX_SPACING;
        }
        return even.compareTo(MIN_SPACING) < 0 ? MIN_SPACING : even;
    }

    private static Instant nextMorning(Instant now, ZoneId zone) {
        LocalDate tomorrow = now.atZone(zone).toLocalDate().plusDays(1);
        // A zone that crosses the date line leaves out a whole day (Samoa, 2011-12-30): the next one that exists
        // counts.
        LocalDate next =
                LocalTimes.resolve(tomorrow.atStartOfDay(), zone).atZone(zone).toLocalDate();
        return LocalTimes.resolve(next.atTime(MORNING), zone);
    }
}
