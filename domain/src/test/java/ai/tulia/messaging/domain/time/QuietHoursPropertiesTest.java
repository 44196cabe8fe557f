package ai.tulia.messaging.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over generated zones, windows and instants, held against an oracle that looks at the clock minute by minute. */
class QuietHoursPropertiesTest {
    private static final Duration FAR_ENOUGH = Duration.ofHours(75);

    @Test
    void resumingIsNeverInThePastNeverInsideAndNeverLaterThanNeeded() {
        Seeded.cases(6_000, random -> {
            ZoneId zone = Zones.any(random);
            Instant at = Zones.instant(zone, random);
            QuietHours window = Zones.window(zone, at, random);

            Instant resume = window.resumeAt(at, zone);

            String which = zone + " " + window + " at " + at;
            assertThat(resume).as("in the past: %s", which).isAfterOrEqualTo(at);
            assertThat(quiet(resume, window, zone)).as("inside: %s", which).isFalse();
            assertThat(resume).as("not the first: %s", which).isEqualTo(firstOutside(at, window, zone));
            assertThat(window.isQuiet(at, zone)).as("is quiet: %s", which).isEqualTo(quiet(at, window, zone));
        });
    }

    @Test
    void theNextStartIsTheFirstInstantAtWhichQuietBegins() {
        Seeded.cases(3_000, random -> {
            ZoneId zone = Zones.any(random);
            Instant at = Zones.instant(zone, random);
            QuietHours window = Zones.window(zone, at, random);

            Instant start = window.nextStart(at, zone);

            assertThat(start)
                    .as("%s %s at %s", zone, window, at)
                    .isEqualTo(window.isNone() ? Instant.MAX : firstBeginning(at, window, zone));
        });
    }

    @ParameterizedTest
    @CsvSource({
        // Offsets of -00:44:30 and +00:19:32, a change of 44 minutes and 30 seconds, and a day left out.
        "Africa/Monrovia,  1972-01-06T12:00:00Z",
        "Africa/Monrovia,  1972-01-06T23:50:10Z",
        "Europe/Amsterdam, 1935-05-14T20:00:00Z",
        "Pacific/Apia,     2011-12-29T20:00:00Z",
        "Asia/Manila,      1844-12-30T10:00:00Z",
    })
    void oddOffsetsAndSkippedDaysFollowTheSameRule(ZoneId zone, Instant around) {
        Seeded.cases(12, random -> {
            Instant at = around.plusSeconds(random.nextInt(-7200, 7200));
            QuietHours window = Zones.window(zone, at, random);
            assertThat(window.resumeAt(at, zone))
                    .as("%s %s at %s", zone, window, at)
                    .isEqualTo(firstOutside(at, window, zone));
        });
    }

    private static Instant firstOutside(Instant at, QuietHours window, ZoneId zone) {
        if (!quiet(at, window, zone)) {
            return at;
        }
        for (Instant tick : Zones.ticks(at, zone, FAR_ENOUGH)) {
            if (!quiet(tick, window, zone)) {
                return tick;
            }
        }
        throw new AssertionError("quiet for longer than " + FAR_ENOUGH);
    }

    private static Instant firstBeginning(Instant at, QuietHours window, ZoneId zone) {
        for (Instant tick : Zones.ticks(at.plusNanos(1), zone, FAR_ENOUGH)) {
            if (quiet(tick, window, zone) && !quiet(tick.minusNanos(1), window, zone)) {
                return tick;
            }
        }
        throw new AssertionError("no beginning within " + FAR_ENOUGH);
    }

    /** The rule as it is written: wall time in [start, end), around midnight when start is later than end. */
    private static boolean quiet(Instant at, QuietHours window, ZoneId zone) {
        LocalTime wall = ZonedDateTime.ofInstant(at, zone).toLocalTime();
        int start = window.start().toSecondOfDay();
        int end = window.end().toSecondOfDay();
        int time = wall.toSecondOfDay();
        if (start == end) {
            return false;
        }
        return start < end ? start <= time && time < end : start <= time || time < end;
    }
}
