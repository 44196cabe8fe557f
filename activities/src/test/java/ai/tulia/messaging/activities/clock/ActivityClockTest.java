package ai.tulia.messaging.activities.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActivityClockTest {
    private static final Instant STARTED = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration OF_THE_TEST = Duration.ofMinutes(1);

    @Test
    void includesTheDelayOfTheTaskToABusyWorker() {
        Instant begin = STARTED.plusMillis(1_700);
        assertThat(clock(Duration.ofMillis(1_700)).get()).isBetween(begin, begin.plus(OF_THE_TEST));
    }

    @Test
    void isNeverBehindTheServer() {
        assertThat(clock(Duration.ofSeconds(-30)).get()).isBetween(STARTED, STARTED.plus(OF_THE_TEST));
    }

    @Test
    void ignoresAHostWhoseClockIsFarAhead() {
        assertThat(clock(Duration.ofDays(1)).get()).isBetween(STARTED, STARTED.plus(OF_THE_TEST));
    }

    private static ActivityClock clock(Duration hostIsAheadBy) {
        return new ActivityClock(STARTED, STARTED.plus(hostIsAheadBy));
    }
}
