package ai.tulia.messaging.domain.time;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A daily window [start, end) of wall time in which held messages wait; it may span midnight. Start equal to end means
 * none.
 */
public record QuietHours(LocalTime start, LocalTime end) {
    public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** Whether this window never holds anything. */
    public boolean isNone() {
        return start.equals(end);
    }

    /** Whether the wall clock of the zone stands inside the window at this instant. */
    public boolean isQuiet(Instant at, ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    /**
     * The first instant at or after {@code at} that is outside the window. A gap resumes at the transition, an overlap
     * stays quiet on both passes; never in the past, never later than needed.
     */
    public Instant resumeAt(Instant at, ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    /**
     * The first instant after {@code at} at which the window begins, for a provider's validity period; null-free: a
     * window that {@link #isNone} begins never, and {@link Instant#MAX} says so.
     */
    public Instant nextStart(Instant at, ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
