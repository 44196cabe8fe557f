package ai.tulia.messaging.standalone.story;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Quiet hours that have begun where somebody lives and end soon.
 *
 * @param ends on the wall clock there
 */
record QuietWindow(ZonedDateTime ends) {
    /** Enough for the calls that show the message waiting, on a busy machine too. */
    private static final Duration AT_LEAST = Duration.ofSeconds(12);

    private static final Duration LENGTH = Duration.ofMinutes(10);
    /** What quiet_hours can be given in. */
    private static final ChronoUnit FINEST = ChronoUnit.SECONDS;

    static QuietWindow endingSoon(Instant now, ZoneId zone) {
        return new QuietWindow(
                now.plus(AT_LEAST).truncatedTo(FINEST).plus(1, FINEST).atZone(zone));
    }

    LocalTime start() {
        return end().minus(LENGTH);
    }

    LocalTime end() {
        return ends.toLocalTime();
    }

    Instant endsAt() {
        return ends.toInstant();
    }
}
