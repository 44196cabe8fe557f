package ai.tulia.messaging.domain.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** The one rule that turns wall time into an instant: a gap goes to its transition, an overlap to its first pass. */
public final class LocalTimes {
    private LocalTimes() {}

    /** The instant of a wall time in a zone. */
    public static Instant resolve(LocalDateTime wallTime, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition jump = rules.getTransition(wallTime);
        if (jump != null && jump.isGap()) {
            return jump.getInstant();
        }
        // ZoneRules gives the offset before an overlap, so its first pass.
        return wallTime.toInstant(rules.getOffset(wallTime));
    }
}
