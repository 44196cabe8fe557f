package ai.tulia.messaging.domain.quota;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.Seeded;
import ai.tulia.messaging.domain.time.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverflowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant NEXT_MORNING = Instant.parse("2026-06-02T06:00:00Z");

    @ParameterizedTest(name = "{3}: {0} in {1}")
    @CsvSource({
        "2026-06-01T10:00:00Z, Europe/Berlin,  2026-06-02T06:00:00Z, at noon",
        "2026-06-01T22:30:00Z, Europe/Berlin,  2026-06-03T06:00:00Z, the next day counts in the tenant's zone",
        "2026-06-01T23:30:00Z, Europe/Berlin,  2026-06-03T06:00:00Z, before 08:00 it is still the next day",
        "2026-03-28T12:00:00Z, Europe/Berlin,  2026-03-29T06:00:00Z, a night of 23 hours",
        "2026-10-24T12:00:00Z, Europe/Berlin,  2026-10-25T07:00:00Z, a night of 25 hours",
        "2026-12-31T12:00:00Z, Asia/Kathmandu, 2027-01-01T02:15:00Z, across the year",
        "2011-12-29T20:00:00Z, Pacific/Apia,   2011-12-30T18:00:00Z, across a day that does not exist",
    })
    void goesToEightInTheMorningOfTheTenantsNextDay(Instant now, ZoneId zone, Instant expected, String situation) {
        assertThat(Overflow.resumeAt(now, zone, null, 0, 1000)).isEqualTo(expected);
    }

    @Test
    void aPlaceThatComesFreeLaterThanTheMorningCounts() {
        Instant free = Instant.parse("2026-06-02T09:41:07.123Z");
        assertThat(Overflow.resumeAt(NOON, BERLIN, free, 0, 1000)).isEqualTo(free);
    }

    @Test
    void aPlaceThatComesFreeEarlierDoesNotBringTheMorningForward() {
        assertThat(Overflow.resumeAt(NOON, BERLIN, NOON.plusSeconds(60), 0, 1000))
                .isEqualTo(NEXT_MORNING);
    }

    @Test
    void aWholeDaysLimitIsSpreadOverTwoHoursOneAfterTheOther() {
        Set<Instant> times = new HashSet<>();
        for (int ahead = 0; ahead < 1000; ahead++) {
            times.add(Overflow.resumeAt(NOON, BERLIN, null, ahead, 1000));
        }
        assertThat(times)
                .hasSize(1000)
                .allSatisfy(time -> assertThat(time).isBetween(NEXT_MORNING, NEXT_MORNING.plus(Duration.ofHours(2))));
    }

    @ParameterizedTest
    @CsvSource({
        "1,          PT1M",
        "119,        PT1M",
        "120,        PT1M",
        "121,        PT59.504132231S",
        "1000,       PT7.2S",
        "10000,      PT0.72S",
        "7200000,    PT0.001S",
        "7200001,    PT0.001S",
        "100000000,  PT0.001S",
        "0,          PT1M",
    })
    void theRampIsNoSlowerThanOneAMinuteAndNoFasterThanOneAMillisecond(long limit, Duration spacing) {
        assertThat(Overflow.spacing(limit)).isEqualTo(spacing);
    }

    @Test
    void landsOnALaterDayOfTheTenantAndNeverBeforeEight() {
        Seeded.cases(3_000, random -> {
            ZoneId zone = Zones.any(random);
            Instant now = Zones.instant(zone, random);

            Instant resume = Overflow.resumeAt(now, zone, null, 0, 1000);

            assertThat(resume.atZone(zone).toLocalDate())
                    .as("%s at %s", zone, now)
                    .isAfter(now.atZone(zone).toLocalDate());
            assertThat(resume.atZone(zone).toLocalTime())
                    .as("%s at %s", zone, now)
                    .isAfterOrEqualTo(LocalTime.of(8, 0));
        });
    }
}
