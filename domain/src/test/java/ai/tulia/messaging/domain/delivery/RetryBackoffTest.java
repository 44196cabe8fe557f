package ai.tulia.messaging.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.Seeded;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryBackoffTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 2",
        "3, 4",
        "4, 8",
        "5, 16",
        "6, 32",
        "7, 60",
        "8, 60",
        "1000, 60",
        "2147483647, 60",
        "0, 1",
        "-5, 1"
    })
    void doublesFromOneSecondToAMinuteGiveOrTakeAFifth(int attempt, long seconds) {
        Seeded.cases(
                200,
                random -> assertThat(RetryBackoff.after(attempt, null, random.nextLong()))
                        .isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1200)));
    }

    @Test
    void theSameSeedGivesTheSamePause() {
        Seeded.cases(200, random -> {
            long seed = random.nextLong();
            int attempt = random.nextInt(1, 10);
            assertThat(RetryBackoff.after(attempt, null, seed)).isEqualTo(RetryBackoff.after(attempt, null, seed));
        });
    }

    @Test
    void messagesRefusedTogetherDoNotComeBackTogether() {
        Set<Duration> pauses = new HashSet<>();
        for (long seed = 0; seed < 1000; seed++) {
            pauses.add(RetryBackoff.after(7, null, seed));
        }
        assertThat(pauses).hasSizeGreaterThan(900);
    }

    @Test
    void isNeverShorterThanTheProviderAsked() {
        Seeded.cases(500, random -> {
            Duration asked = Duration.ofMillis(random.nextLong(120_000));
            assertThat(RetryBackoff.after(random.nextInt(1, 10), asked, random.nextLong()))
                    .isGreaterThanOrEqualTo(asked);
        });
    }
}
