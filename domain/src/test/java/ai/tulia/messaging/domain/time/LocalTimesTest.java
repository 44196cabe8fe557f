package ai.tulia.messaging.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.Seeded;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimesTest {
    @ParameterizedTest(name = "{3}: {0} {1}")
    @CsvSource({
        "2026-06-01T09:00, Europe/Berlin,       2026-06-01T07:00:00Z, an ordinary day",
        "2026-03-29T02:30, Europe/Berlin,       2026-03-29T01:00:00Z, a gap goes to its transition",
        "2026-03-29T02:00, Europe/Berlin,       2026-03-29T01:00:00Z, the first instant of a gap",
        "2026-03-29T03:00, Europe/Berlin,       2026-03-29T01:00:00Z, the first instant after a gap",
        "2026-10-25T02:30, Europe/Berlin,       2026-10-25T00:30:00Z, an overlap goes to its first pass",
        "2026-10-25T03:00, Europe/Berlin,       2026-10-25T02:00:00Z, the end of an overlap",
        "2026-03-08T00:00, America/Havana,      2026-03-08T05:00:00Z, a gap at midnight",
        "2026-10-04T02:15, Australia/Lord_Howe, 2026-10-03T15:30:00Z, a gap of 30 minutes",
        "2011-12-30T12:00, Pacific/Apia,        2011-12-30T10:00:00Z, a day that does not exist",
        "2026-06-01T09:00, Asia/Kathmandu,      2026-06-01T03:15:00Z, an offset of 05:45",
    })
    void wallTimeBecomesAnInstant(LocalDateTime wall, ZoneId zone, Instant expected, String rule) {
        assertThat(LocalTimes.resolve(wall, zone)).isEqualTo(expected);
    }

    @Test
    void theWallClockShowsTheAskedTimeOrHasJustJumpedOverIt() {
        Seeded.cases(5_000, random -> {
            ZoneId zone = Zones.any(random);
            LocalDateTime asked =
                    LocalDateTime.ofInstant(Zones.instant(zone, random), zone).plusMinutes(random.nextInt(-180, 181));

            Instant resolved = LocalTimes.resolve(asked, zone);

            LocalDateTime shown = LocalDateTime.ofInstant(resolved, zone);
            LocalDateTime justBefore = LocalDateTime.ofInstant(resolved.minusNanos(1), zone);
            assertThat(shown.equals(asked) || justBefore.isBefore(asked) && shown.isAfter(asked))
                    .as("%s in %s became %s, which shows %s", asked, zone, resolved, shown)
                    .isTrue();
        });
    }
}
