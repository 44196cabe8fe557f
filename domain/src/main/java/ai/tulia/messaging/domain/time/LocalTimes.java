package ai.tulia.messaging.domain.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The one rule that turns wall time into an instant: a gap goes to its transition, an overlap to its first pass. */
public final class LocalTimes {
    private LocalTimes() {}

    /** The instant of a wall time in a zone. */
    public static Instant resolve(LocalDateTime wallTime, ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
