package ai.tulia.messaging.standalone.story;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Quiet hours that have begun where somebody lives and end soon.
 *
 * @param ends on the wall clock there
 */
record QuietWindow(LocalDateTime ends, ZoneId zone) {
    /** Enough for the calls that show the message waiting. */
    private static final Duration AT_LEAST = Duration.ofSeconds(6);

    private static final Duration LENGTH = Duration.ofMinutes(10);
    /** What quiet_hours can be given in. */
    private static final ChronoUnit FINEST = ChronoUnit.SECONDS;

    static QuietWindow endingSoon(Instant now, ZoneId zone) {
        LocalDateTime soonest = LocalDateTime.ofInstant(now.plus(AT_LEAST), zone);
        return new QuietWindow(soonest.truncatedTo(FINEST).plus(1, FINEST), zone);
    }

    LocalTime start() {
        return ends.minus(LENGTH).toLocalTime();
    }

    LocalTime end() {
        return ends.toLocalTime();
    }

    Instant endsAt() {
        return ends.atZone(zone).toInstant();
    }
}
