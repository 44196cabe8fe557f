package ai.tulia.messaging.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Rounds.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Rounds.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
    }

    @Test
    void oneDisturbedRoundDoesNotMoveTheRatio() {
        assertThat(Rounds.medianRatio(List.of(8.0, 1.0, 9.0), List.of(10.0, 10.0, 10.0)))
                .isEqualTo(0.8);
    }

    @Test
    void aPercentileIsAValueThatWasMeasured() {
        assertThat(Rounds.percentile(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0), 0.9))
                .isEqualTo(9.0);
        assertThat(Rounds.percentile(List.of(1.0, 2.0), 0.0)).isEqualTo(1.0);
    }

    @Test
    void sidesThatDoNotMatchAreNoRatio() {
        assertThatThrownBy(() -> Rounds.medianRatio(List.of(1.0), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rounds.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
