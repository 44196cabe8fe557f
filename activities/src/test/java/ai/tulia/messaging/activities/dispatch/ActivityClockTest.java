package ai.tulia.messaging.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActivityClockTest {
    private static final Instant HANDED_OUT = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration OF_THE_TEST = Duration.ofMinutes(1);

    @Test
    void countsTheWayFromTheServerToABusyWorker() {
        assertThat(clock(Duration.ofMillis(1_700)).get())
                .isBetween(
                        HANDED_OUT.plusMillis(1_700),
                        HANDED_OUT.plusMillis(1_700).plus(OF_THE_TEST));
    }

    @Test
    void isNeverBehindTheServer() {
        assertThat(clock(Duration.ofSeconds(-30)).get()).isBetween(HANDED_OUT, HANDED_OUT.plus(OF_THE_TEST));
    }

    @Test
    void doesNotFollowAMachineWhoseClockIsFarAhead() {
        assertThat(clock(Duration.ofDays(1)).get()).isBetween(HANDED_OUT, HANDED_OUT.plus(OF_THE_TEST));
    }

    private static ActivityClock clock(Duration hostIsAheadBy) {
        return new ActivityClock(HANDED_OUT, HANDED_OUT.plus(hostIsAheadBy));
    }
}
