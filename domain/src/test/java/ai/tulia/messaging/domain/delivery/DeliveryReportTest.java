package ai.tulia.messaging.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryReportTest {
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant NEXT_WEEK = NOW.plus(Duration.ofDays(7));
    private static final String GERMANY = "DE";

    @ParameterizedTest(name = "{0}, attempt {1}: {2} and up to a fifth more")
    @CsvSource({
        "63018,  1, PT5S",
        "63018,  2, PT10S",
        "63018,  5, PT80S",
        "63018, 10, PT42M40S",
        "63018, 16, PT24H",
        "63018, 60, PT24H",
        "63017,  1, PT1M",
        "63049,  1, PT6H",
        "63049,  3, PT24H",
    })
    void aFailureThatPassesIsTriedAgainLaterAndLater(int code, int attempt, Duration atLeast) {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(pause(code, attempt, seed))
                    .isBetween(atLeast, atLeast.multipliedBy(6).dividedBy(5));
        }
    }

    @ParameterizedTest(name = "{0}, attempt {1}")
    @CsvSource({"63018, 1", "63018, 10", "131056, 1", "131056, 3", "63017, 1", "63049, 1"})
    void thoseThatFailedTogetherDoNotComeBackTogether(int code, int attempt) {
        Set<Duration> pauses = new HashSet<>();
        for (long seed = 0; seed < 1000; seed++) {
            pauses.add(pause(code, attempt, seed));
        }
        assertThat(pauses).hasSizeGreaterThan(150);
    }

    @Test
    void theEndOfTheValidityEndsIt() {
        var report = new DeliveryReport("failed", 63018);
        assertThat(report.verdict(1, GERMANY, 17, NOW, NOW.plusSeconds(5))).isInstanceOf(DeliveryVerdict.Failed.class);
        assertThat(report.verdict(1, GERMANY, 17, NOW, NOW.plusSeconds(7))).isInstanceOf(DeliveryVerdict.Retry.class);
    }

    private static Duration pause(int code, int attempt, long seed) {
        DeliveryVerdict verdict = new DeliveryReport("failed", code).verdict(attempt, GERMANY, seed, NOW, NEXT_WEEK);
        return Duration.between(NOW, ((DeliveryVerdict.Retry) verdict).until());
    }
}
