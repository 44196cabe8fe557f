package ai.tulia.messaging.domain.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastPaceTest {
    private static final int EVENTS_OF_A_CHUNK = 6;

    /** Every pace up to 500, and then each a tenth faster than the one before. */
    static IntStream paces() {
        return IntStream.concat(
                IntStream.rangeClosed(1, 500), IntStream.iterate(501, pace -> pace <= 100_000, pace -> pace * 11 / 10));
    }

    @ParameterizedTest
    @MethodSource("paces")
    void aMillionStaysWithin15000EventsFromSeventeenASecondOn(int perSecond) {
        assertThat(eventsOfAMillion(perSecond) <= 15_000).isEqualTo(perSecond >= 17);
    }

    /** Slower ones cost by the time they take, and 72 h is the longest that a broadcast is valid when nobody names an end. */
    @Test
    void slowerOnesCostSixEventsFor24Seconds() {
        assertThat(eventsOfAMillion(4)).isEqualTo(62_502);
    }

    private static long eventsOfAMillion(int perSecond) {
        var pace = new BroadcastPace(perSecond);
        long millis = 1_000_000L * 1_000 / perSecond;
        return Math.ceilDiv(millis, pace.chunk().toMillis()) * pace.lanes() * EVENTS_OF_A_CHUNK;
    }

    @ParameterizedTest
    @MethodSource("paces")
    void theGroupsThatAreUnderWayAtOnceAreASecondOfThePaceTogether(int perSecond) {
        var pace = new BroadcastPace(perSecond);
        int atOnce = pace.lanes() * pace.batchesInLane();
        assertThat(atOnce).isEqualTo(4);
        assertThat(pace.batch()).isPositive().isLessThanOrEqualTo(BroadcastPace.MAX_BATCH);
        assertThat(pace.batch() * atOnce).isLessThanOrEqualTo(Math.max(atOnce, perSecond));
        assertThat(pace.batchTime())
                .isBetween(
                        Duration.ofMillis(pace.batch() * 1_000L / perSecond),
                        Duration.ofMillis(Math.max(250, Math.ceilDiv(1_000, perSecond))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 80, 399})
    void aSlowBroadcastFillsOnePlaceOfAWorker(int perSecond) {
        assertThat(new BroadcastPace(perSecond).lanes()).isEqualTo(1);
        assertThat(new BroadcastPace(perSecond).chunk()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void theSlowerOfSenderAndBroadcastIsItsPace() {
        assertThat(BroadcastPace.of(80, null).perSecond()).isEqualTo(80);
        assertThat(BroadcastPace.of(80, 20).perSecond()).isEqualTo(20);
        assertThat(BroadcastPace.of(80, 500).perSecond()).isEqualTo(80);
    }
}
