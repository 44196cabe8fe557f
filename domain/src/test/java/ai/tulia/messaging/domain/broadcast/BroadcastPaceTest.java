package ai.tulia.messaging.domain.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastPaceTest {
    private static final int EVENTS_OF_A_CHUNK = 6;
    /** Of a worker as it is shipped, for broadcasts. */
    private static final int CONNECTIONS = 100;

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration SLOWLY = Duration.ofMillis(200);

    /** Every pace up to 500, and then each a tenth faster than the one before. */
    static IntStream paces() {
        return IntStream.concat(
                IntStream.rangeClosed(1, 500), IntStream.iterate(501, pace -> pace <= 100_000, pace -> pace * 11 / 10));
    }

    @ParameterizedTest
    @MethodSource("paces")
    void aMillionStaysWithin15000EventsFromSeventeenASecondOn(int perSecond) {
        assertThat(eventsOfAMillion(perSecond, SOON) <= 15_000).isEqualTo(perSecond >= 17);
    }

    @ParameterizedTest
    @MethodSource("paces")
    void thatStaysSoWhereTheProviderTakesASecond(int perSecond) {
        assertThat(eventsOfAMillion(perSecond, Duration.ofSeconds(1)) <= 15_000).isEqualTo(perSecond >= 17);
    }

    /** Slower ones cost by the time they take, and 72 h is the longest that a broadcast is valid when nobody names an end. */
    @Test
    void slowerOnesCostSixEventsFor24Seconds() {
        assertThat(eventsOfAMillion(4, SOON)).isEqualTo(62_502);
    }

    private static long eventsOfAMillion(int perSecond, Duration answer) {
        int lanes = new BroadcastPace(perSecond).lanes(answer, CONNECTIONS);
        long millis = 1_000_000L * 1_000 / perSecond;
        return Math.ceilDiv(millis, BroadcastPace.chunk(lanes).toMillis()) * lanes * EVENTS_OF_A_CHUNK;
    }

    @ParameterizedTest
    @MethodSource("paces")
    void theGroupsThatAreUnderWayAtOnceAreASecondOfThePaceTogether(int perSecond) {
        var pace = new BroadcastPace(perSecond);
        int atOnce = pace.lanes() * BroadcastPace.batchesInLane(pace.lanes());
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
        assertThat(new BroadcastPace(perSecond).lanes(SLOWLY, CONNECTIONS)).isEqualTo(1);
        assertThat(BroadcastPace.chunk(1)).isLessThan(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @MethodSource("paces")
    void itsLanesAreTheUsualOnesWhileOneWorkersConnectionsKeepThePace(int perSecond) {
        var pace = new BroadcastPace(perSecond);
        Duration enough = Duration.ofNanos(1_000_000_000L * CONNECTIONS / Math.max(perSecond, CONNECTIONS));
        assertThat(pace.lanes(Duration.ZERO, CONNECTIONS)).isEqualTo(pace.lanes());
        assertThat(pace.lanes(enough, CONNECTIONS)).isEqualTo(pace.lanes());
    }

    /** 25 connections a lane. */
    @ParameterizedTest
    @CsvSource({
        "400, 200, 100, 4", "500, 200, 100, 4", "501, 200, 100, 5", "1000, 200, 100, 8", "2000, 200, 100, 16",
        "1000, 1000, 100, 16", "100, 1000, 100, 1", "101, 1000, 100, 5", "399, 200, 100, 1", "399, 200, 50, 7",
        "2000, 50, 100, 4", "1000000, 50, 100, 4", "1000000, 200, 100, 16", "80, 10000, 1, 16"
    })
    void aSlowProviderGetsALaneForEachQuarterOfAWorkersConnectionsThatIsNeeded(
            int perSecond, int answerMillis, int connections, int lanes) {
        assertThat(new BroadcastPace(perSecond).lanes(Duration.ofMillis(answerMillis), connections))
                .isEqualTo(lanes);
    }

    /** 400 a second: what four batches of 100 take side by side goes on one lane. */
    @ParameterizedTest
    @CsvSource({
        "400, 0, 1",
        "400, 400, 1",
        "400, 401, 4",
        "1000000, 1000, 1",
        "1000000, 2000, 1",
        "1000000, 2001, 4",
        "1000000, 2147483647, 4",
        "80, 80, 1",
        "80, 1000000, 1",
        "1, 1, 1",
        "3, 5, 1"
    })
    void onlyWhereMoreIsDueThanOneLaneTakesSideBySideThereAreOthers(int perSecond, int due, int lanes) {
        assertThat(new BroadcastPace(perSecond).lanes(Duration.ZERO, CONNECTIONS, due))
                .isEqualTo(lanes);
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1000, 1", "1000000, 2000, 1", "1000000, 2001, 16", "501, 500, 1", "501, 501, 5"})
    void thatIsSoWithASlowProviderToo(int perSecond, int due, int lanes) {
        assertThat(new BroadcastPace(perSecond).lanes(SLOWLY, CONNECTIONS, due)).isEqualTo(lanes);
    }

    @ParameterizedTest
    @MethodSource("paces")
    void whatOneLaneTakesSideBySideIsAboutASecondOfThePace(int perSecond) {
        var pace = new BroadcastPace(perSecond);
        assertThat(pace.atOnce()).isBetween(BroadcastPace.BATCHES_AT_ONCE, Math.max(4, Math.min(perSecond, 2_000)));
        assertThat(pace.lanes(SLOWLY, CONNECTIONS, Integer.MAX_VALUE)).isEqualTo(pace.lanes(SLOWLY, CONNECTIONS));
    }

    @Test
    void oneLaneHasAllBatchesAndEachOfMoreHasOne() {
        assertThat(BroadcastPace.batchesInLane(1)).isEqualTo(BroadcastPace.BATCHES_AT_ONCE);
        assertThat(BroadcastPace.batchesInLane(4)).isEqualTo(1);
        assertThat(BroadcastPace.batchesInLane(16)).isEqualTo(1);
    }

    @Test
    void theSlowerOfSenderAndBroadcastIsItsPace() {
        assertThat(BroadcastPace.of(80, null).perSecond()).isEqualTo(80);
        assertThat(BroadcastPace.of(80, 20).perSecond()).isEqualTo(20);
        assertThat(BroadcastPace.of(80, 500).perSecond()).isEqualTo(80);
    }
}
