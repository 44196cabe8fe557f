package ai.tulia.messaging.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptVerdictTest {
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Duration ABOUT_A_SECOND = Duration.ofMillis(1_200);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50})
    void whatWeDidNotStartIsTriedAgainInASecondHoweverOften(int attempt) {
        Instant until = later(new ProviderAnswer.NotStarted("no_connection_in_time"), attempt);

        assertThat(until).isBetween(NOW, NOW.plus(ABOUT_A_SECOND));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 50})
    void aProviderThatCannotBeReachedIsAskedLessAndLessOften(int attempt) {
        Instant until = later(new ProviderAnswer.NotSent("connect"), attempt);

        assertThat(until).isAfter(NOW.plus(ABOUT_A_SECOND));
    }

    private static Instant later(ProviderAnswer answer, int attempt) {
        return ((AttemptVerdict.Later) AttemptVerdict.of(answer, attempt, 17, NOW)).until();
    }
}
