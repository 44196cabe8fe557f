package ai.tulia.messaging.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known traps of daylight saving, each with the instant a naive computation gets wrong. */
class QuietHoursVectorsTest {
    @ParameterizedTest(name = "{5}: {0} at {1}, {2}-{3}")
    @CsvSource({
        "Europe/Berlin,       2026-03-28T23:30:00Z, 22:00, 02:30, 2026-03-29T01:00:00Z, the end lies in a gap",
        "Europe/Berlin,       2026-10-25T00:15:00Z, 22:00, 02:30, 2026-10-25T00:30:00Z, first pass of an overlap",
        "Europe/Berlin,       2026-10-25T01:00:00Z, 22:00, 02:30, 2026-10-25T01:30:00Z, quiet again on the second pass",
        "Europe/Berlin,       2026-10-25T01:15:00Z, 22:00, 02:30, 2026-10-25T01:30:00Z, second pass of an overlap",
        "America/New_York,    2026-03-08T04:00:00Z, 21:00, 08:00, 2026-03-08T12:00:00Z, a night of 10 hours",
        "America/New_York,    2026-11-01T03:00:00Z, 21:00, 08:00, 2026-11-01T13:00:00Z, a night of 12 hours",
        "America/New_York,    2026-03-08T07:00:00Z, 02:00, 03:00, 2026-03-08T07:00:00Z, the window vanishes in a gap",
        "America/New_York,    2026-11-01T06:30:00Z, 01:15, 01:45, 2026-11-01T06:45:00Z, the window repeats",
        "America/Havana,      2026-03-08T04:59:00Z, 22:00, 00:30, 2026-03-08T05:00:00Z, a gap at midnight",
        "Africa/Cairo,        2026-04-23T21:30:00Z, 22:00, 00:30, 2026-04-23T22:00:00Z, a gap at midnight",
        "America/Santiago,    2026-04-05T02:30:00Z, 22:00, 00:00, 2026-04-05T04:00:00Z, an overlap across midnight",
        "Australia/Lord_Howe, 2026-10-03T15:00:00Z, 22:00, 02:15, 2026-10-03T15:30:00Z, a gap of 30 minutes",
        "Asia/Kathmandu,      2026-05-01T16:15:00Z, 22:00, 08:00, 2026-05-02T02:15:00Z, an offset of 05:45",
    })
    void resumesAtTheFirstInstantOutside(
            String zone, Instant now, LocalTime start, LocalTime end, Instant expected, String trap) {
        assertThat(new QuietHours(start, end).resumeAt(now, ZoneId.of(zone))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25T00:29:59Z, true",
        "2026-10-25T00:30:00Z, false",
        "2026-10-25T00:59:59Z, false",
        "2026-10-25T01:00:00Z, true",
        "2026-10-25T01:29:59Z, true",
        "2026-10-25T01:30:00Z, false",
    })
    void anOverlapIsQuietOnBothPasses(Instant at, boolean quiet) {
        assertThat(window("22:00", "02:30").isQuiet(at, ZoneId.of("Europe/Berlin")))
                .isEqualTo(quiet);
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 08:00, 21:59:59.999999999, false",
        "22:00, 08:00, 22:00,              true",
        "22:00, 08:00, 07:59:59.999999999, true",
        "22:00, 08:00, 08:00,              false",
        "13:00, 15:00, 12:59,              false",
        "13:00, 15:00, 13:00,              true",
        "13:00, 15:00, 15:00,              false",
        "22:00, 00:00, 23:59,              true",
        "22:00, 00:00, 00:00,              false",
        "00:00, 06:00, 00:00,              true",
        "08:00, 08:00, 08:00,              false",
    })
    void theStartBelongsToTheWindowAndTheEndDoesNot(String start, String end, LocalTime at, boolean quiet) {
        Instant instant = at.atDate(java.time.LocalDate.of(2026, 6, 1)).toInstant(java.time.ZoneOffset.UTC);
        assertThat(window(start, end).isQuiet(instant, ZoneId.of("UTC"))).isEqualTo(quiet);
    }

    @Test
    void startEqualToEndDefersNothingAndNeverBegins() {
        Instant at = Instant.parse("2026-06-01T08:00:00Z");
        QuietHours none = window("08:00", "08:00");
        assertThat(none.isNone()).isTrue();
        assertThat(none.resumeAt(at, ZoneId.of("Asia/Kolkata"))).isEqualTo(at);
        assertThat(none.nextStart(at, ZoneId.of("Asia/Kolkata"))).isEqualTo(Instant.MAX);
    }

    @ParameterizedTest(name = "{5}: {0} at {1}, {2}-{3}")
    @CsvSource({
        "Europe/Berlin,    2026-06-01T12:00:00Z, 22:00, 08:00, 2026-06-01T20:00:00Z, the same evening",
        "Europe/Berlin,    2026-06-01T20:00:00Z, 22:00, 08:00, 2026-06-02T20:00:00Z, strictly after its own beginning",
        "Europe/Berlin,    2026-06-01T23:00:00Z, 22:00, 08:00, 2026-06-02T20:00:00Z, inside one the next",
        "Europe/Berlin,    2026-03-28T23:00:00Z, 02:30, 04:00, 2026-03-29T01:00:00Z, the start lies in a gap",
        "Europe/Berlin,    2026-10-25T00:15:00Z, 22:00, 02:30, 2026-10-25T01:00:00Z, the second pass begins again",
        "America/New_York, 2026-11-01T05:20:00Z, 01:15, 01:45, 2026-11-01T06:15:00Z, the window repeats",
        "America/New_York, 2026-03-08T05:00:00Z, 02:00, 03:00, 2026-03-09T06:00:00Z, the window vanishes in a gap",
    })
    void theNextWindowBegins(String zone, Instant at, LocalTime start, LocalTime end, Instant expected, String trap) {
        assertThat(new QuietHours(start, end).nextStart(at, ZoneId.of(zone))).isEqualTo(expected);
    }

    private static QuietHours window(String start, String end) {
        return new QuietHours(LocalTime.parse(start), LocalTime.parse(end));
    }
}
