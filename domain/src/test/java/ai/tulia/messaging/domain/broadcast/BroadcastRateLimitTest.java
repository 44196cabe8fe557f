package ai.tulia.messaging.domain.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastRateLimitTest {
    private static final int EVENTS_OF_A_CHUNK = 6;
    /** Of a worker as it is shipped, for broadcasts. */
    private static final int CONNECTIONS = 100;

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration SLOWLY = Duration.ofMillis(200);

    /** Every rate limit up to 500, and then each a tenth faster than the one before. */
    static IntStream rateLimits() {
        return IntStream.concat(
                IntStream.rangeClosed(1, 500),
                IntStream.iterate(501, rateLimit -> rateLimit <= 100_000, rateLimit -> rateLimit * 11 / 10));
    }

    @ParameterizedTest
    @MethodSource("rateLimits")
    void aMillionStaysWithin15000EventsFromSeventeenASecondOn(int perSecond) {
        assertThat(eventsOfAMillion(perSecond, SOON) <= 15_000).isEqualTo(perSecond >= 17);
    }

    @ParameterizedTest
    @MethodSource("rateLimits")
    void thatStaysSoWhereTheProviderTakesASecond(int perSecond) {
        assertThat(eventsOfAMillion(perSecond, Duration.ofSeconds(1)) <= 15_000).isEqualTo(perSecond >= 17);
    }

    /** Slower ones cost by the time they take, and 72 h is the longest that a broadcast is valid when nobody names an end. */
    @Test
    void slowerOnesCostSixEventsFor24Seconds() {
        assertThat(eventsOfAMillion(4, SOON)).isEqualTo(62_502);
    }

    private static long eventsOfAMillion(int perSecond, Duration answer) {
        int lanes = new BroadcastRateLimit(perSecond).lanes(answer, CONNECTIONS);
        long millis = 1_000_000L * 1_000 / perSecond;
        return Math.ceilDiv(millis, BroadcastRateLimit.chunk(lanes).toMillis()) * lanes * EVENTS_OF_A_CHUNK;
    }

    @ParameterizedTest
    @MethodSource("rateLimits")
    void theGroupsThatAreUnderWayAtOnceAreASecondOfThePaceTogether(int perSecond) {
        var rateLimit = new BroadcastRateLimit(perSecond);
        int atOnce = rateLimit.lanes() * BroadcastRateLimit.batchesInLane(rateLimit.lanes());
        assertThat(atOnce).isEqualTo(4);
        assertThat(rateLimit.batch()).isPositive().isLessThanOrEqualTo(BroadcastRateLimit.MAX_BATCH);
        assertThat(rateLimit.batch() * atOnce).isLessThanOrEqualTo(Math.max(atOnce, perSecond));
        assertThat(rateLimit.batchTime())
                .isBetween(
                        Duration.ofMillis(rateLimit.batch() * 1_000L / perSecond),
                        Duration.ofMillis(Math.max(250, Math.ceilDiv(1_000, perSecond))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 80, 399})
    void aSlowBroadcastFillsOnePlaceOfAWorker(int perSecond) {
        assertThat(new BroadcastRateLimit(perSecond).lanes()).isEqualTo(1);
        assertThat(new BroadcastRateLimit(perSecond).lanes(SLOWLY, CONNECTIONS)).isEqualTo(1);
        assertThat(BroadcastRateLimit.chunk(1)).isLessThan(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @MethodSource("rateLimits")
    void itsLanesAreTheUsualOnesWhileOneWorkersConnectionsKeepTheRateLimit(int perSecond) {
        var rateLimit = new BroadcastRateLimit(perSecond);
        Duration enough = Duration.ofNanos(1_000_000_000L * CONNECTIONS / Math.max(perSecond, CONNECTIONS));
        assertThat(rateLimit.lanes(Duration.ZERO, CONNECTIONS)).isEqualTo(rateLimit.lanes());
        assertThat(rateLimit.lanes(enough, CONNECTIONS)).isEqualTo(rateLimit.lanes());
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
        assertThat(new BroadcastRateLimit(perSecond).lanes(Duration.ofMillis(answerMillis), connections))
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
        assertThat(new BroadcastRateLimit(perSecond).lanes(Duration.ZERO, CONNECTIONS, due))
                .isEqualTo(lanes);
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1000, 1", "1000000, 2000, 1", "1000000, 2001, 16", "501, 500, 1", "501, 501, 5"})
    void thatIsSoWithASlowProviderToo(int perSecond, int due, int lanes) {
        assertThat(new BroadcastRateLimit(perSecond).lanes(SLOWLY, CONNECTIONS, due))
                .isEqualTo(lanes);
    }

    @ParameterizedTest
    @MethodSource("rateLimits")
    void whatOneLaneTakesSideBySideIsAboutASecondOfTheRateLimit(int perSecond) {
        var rateLimit = new BroadcastRateLimit(perSecond);
        assertThat(rateLimit.atOnce())
                .isBetween(BroadcastRateLimit.BATCHES_AT_ONCE, Math.max(4, Math.min(perSecond, 2_000)));
        assertThat(rateLimit.lanes(SLOWLY, CONNECTIONS, Integer.MAX_VALUE))
                .isEqualTo(rateLimit.lanes(SLOWLY, CONNECTIONS));
    }

    @Test
    void oneLaneHasAllBatchesAndEachOfMoreHasOne() {
        assertThat(BroadcastRateLimit.batchesInLane(1)).isEqualTo(BroadcastRateLimit.BATCHES_AT_ONCE);
        assertThat(BroadcastRateLimit.batchesInLane(4)).isEqualTo(1);
        assertThat(BroadcastRateLimit.batchesInLane(16)).isEqualTo(1);
    }

    @Test
    void theSlowerOfSenderAndBroadcastIsItsRateLimit() {
        assertThat(BroadcastRateLimit.of(80, null).perSecond()).isEqualTo(80);
        assertThat(BroadcastRateLimit.of(80, 20).perSecond()).isEqualTo(20);
        assertThat(BroadcastRateLimit.of(80, 500).perSecond()).isEqualTo(80);
    }
}
