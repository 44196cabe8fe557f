package ai.tulia.messaging.domain.requestlimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final double NOW = 1_796_000_000_123.0;

    private final TokenBucket bucket = new TokenBucket();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 60, 999, 12_000})
    void itGivesAsManyAtOnceAsItHoldsAndNoMore(int size) {
        assertThat(takenAt(size, NOW)).isEqualTo(size);
        assertThat(bucket.left(size, NOW)).isZero();
        assertThat(bucket.untilOne(size, NOW)).isCloseTo(60_000.0 / size, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 60, 999})
    void itFillsEvenlyInAMinute(int size) {
        takenAt(size, NOW);
        double one = 60_000.0 / size;
        assertThat(takenAt(size, NOW + one - 0.1)).isZero();
        assertThat(takenAt(size, NOW + one + 0.1)).isEqualTo(1);
        assertThat(takenAt(size, NOW + 60_001 + one)).isEqualTo(size);
        assertThat(bucket.isFull(NOW + 60_001 + one)).isFalse();
        assertThat(bucket.isFull(NOW + 120_002 + one)).isTrue();
    }

    @Test
    void anEmptyOneIsNotEmptierForBeingAsked() {
        takenAt(2, NOW);
        for (int i = 0; i < 100; i++) {
            bucket.take(2, NOW);
        }
        assertThat(bucket.untilOne(2, NOW)).isCloseTo(30_000, within(0.01));
    }

    @Test
    void itsSizeMayChange() {
        takenAt(10, NOW);
        assertThat(bucket.untilOne(1_000, NOW)).isCloseTo(60, within(0.01));
        assertThat(bucket.left(1_000, NOW + 30_000)).isEqualTo(500);
        assertThat(bucket.left(10, NOW + 30_000)).isEqualTo(5);
    }

    @Test
    void aClockThatWasSetBackStopsNobodyForLong() {
        takenAt(10, NOW + 3_600_000);
        assertThat(bucket.left(10, NOW)).isEqualTo(10);
    }

    private int takenAt(int size, double now) {
        int taken = 0;
        while (bucket.untilOne(size, now) == 0) {
            bucket.take(size, now);
            taken++;
        }
        return taken;
    }
}
