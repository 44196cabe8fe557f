package ai.tulia.messaging.domain.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A daily window [start, end) of wall time in which messages wait; it may span midnight. Start equal to end means
 * none.
 */
public record QuietHours(LocalTime start, LocalTime end) {
    public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** Whether this window never defers anything. */
    public boolean isNone() {
        return start.equals(end);
    }

    /** Whether the wall clock of the zone stands inside the window at this instant. */
    public boolean isQuiet(Instant at, ZoneId zone) {
        return contains(wallClock(at, zone.getRules()).toLocalTime());
    }

    /**
     * The first instant at or after {@code at} that is outside the window. A gap resumes at the transition, an overlap
     * stays quiet on both passes; never in the past, never later than needed.
     */
    public Instant resumeAt(Instant at, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant cursor = at;
        while (contains(wallClock(cursor, rules).toLocalTime())) {
            cursor = nextPass(end, cursor, rules);
        }
        return cursor;
    }

    /**
     * The first instant after {@code at} at which the window begins, for a provider's validity period; null-free: a
     * window that {@link #isNone} begins never, and {@link Instant#MAX} says so.
     */
    public Instant nextStart(Instant at, ZoneId zone) {
        if (isNone()) {
            return Instant.MAX;
        }
        ZoneRules rules = zone.getRules();
        // A window that is open at this instant has to close before it can begin again.
        Instant cursor = resumeAt(at, zone);
        do {
            cursor = nextPass(start, cursor, rules);
        } while (!contains(wallClock(cursor, rules).toLocalTime()));
        return cursor;
    }

    private boolean contains(LocalTime time) {
        boolean fromStart = !time.isBefore(start);
        boolean beforeEnd = time.isBefore(end);
        return start.isBefore(end) ? fromStart && beforeEnd : !isNone() && (fromStart || beforeEnd);
    }

    /**
     * The first instant after the cursor at which the wall clock can have reached the edge: it ticks there, or it jumps.
     * Between two jumps the offset is fixed, so stepping from jump to jump misses nothing and passes nothing by; the
     * caller looks at the clock again after each step.
     */
    private static Instant nextPass(LocalTime edge, Instant cursor, ZoneRules rules) {
        LocalDateTime wall = wallClock(cursor, rules);
        LocalDateTime next = wall.toLocalDate().atTime(edge);
        if (!next.isAfter(wall)) {
            next = next.plusDays(1);
        }
        Instant ticked = next.toInstant(rules.getOffset(cursor));
        ZoneOffsetTransition jump = rules.nextTransition(cursor);
        return jump == null || ticked.isBefore(jump.getInstant()) ? ticked : jump.getInstant();
    }

    private static LocalDateTime wallClock(Instant at, ZoneRules rules) {
        return LocalDateTime.ofInstant(at, rules.getOffset(at));
    }
}
