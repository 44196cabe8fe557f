package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.standalone.checker.Verdict;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Broadcasts to 10,000 recipients of 20 tenants on the real Temporal server, by two worker processes: once in peace and
 * once under kill -9. The ledger checker judges.
 */
@EnabledIfSystemProperty(named = RealServers.ADDRESSES, matches = ".+")
class BroadcastFaultAcceptanceTest {
    private static final int TENANTS = 20;
    private static final int CUSTOMERS = 500;
    private static final int KILLS = 20;
    /** Chunks at once in a worker. */
    private static final int SLOTS = 2;
    /** Messages a second of the sender while workers are killed: some must be left for the last kill. */
    private static final int RATE_LIMIT = 25;
    /** A chunk's start-to-close and 30 s. */
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(180 + 30);

    private static final BroadcastRateLimit CUT = new BroadcastRateLimit(RATE_LIMIT);
    /** Groups that a kill can hit. */
    private static final int LANES = SLOTS * BroadcastRateLimit.batchesInLane(CUT.lanes());

    private final AcceptanceStack stack = AcceptanceStack.running();
    private final long seed = Long.getLong("tulia.seed", System.nanoTime());
    private final TwilioSimulator simulator =
            TwilioSimulator.start(TwilioSimulatorOptions.defaults().withCallbackDelay(Duration.ofDays(1)));
    private final List<ProductProcess> workers = new ArrayList<>();

    @BeforeEach
    void onlyTheWorkersOfThisTestWork() {
        System.out.println("seed " + seed);
        stack.stopWorker();
    }

    @AfterEach
    void theSuitesWorkerIsBack() {
        workers.forEach(ProductProcess::close);
        simulator.close();
        stack.startWorker();
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void inPeaceNobodyIsLostAndNobodyGetsItTwice() {
        var fleet = new Fleet(stack, seed, TENANTS, CUSTOMERS, null).rateLimit(400);
        worker("r0-a");
        worker("r0-b");
        workers.forEach(ProductProcess::awaitReady);
        long begun = System.nanoTime();

        fleet.broadcastToEveryone();
        await("nothing left").atMost(Duration.ofMinutes(6)).until(() -> fleet.busy() == 0);

        System.out.printf("in peace it took %.1f s%n", (System.nanoTime() - begun) / 1e9);
        Verdict verdict = fleet.verdict(simulator::requests);
        assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
        assertThat(verdict.acked()).hasSize(TENANTS * CUSTOMERS);
        assertThat(verdict.ended()).hasSize(TENANTS * CUSTOMERS);
        assertThat(verdict.posted()).hasSize(TENANTS * CUSTOMERS);
        assertThat(verdict.broadcasts()).isEqualTo(Map.of("completed", (long) TENANTS));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void workersKilledTwentyTimesLoseNobodyAndSendNobodyTwice() {
        var random = new Random(seed);
        var fleet = new Fleet(stack, seed, TENANTS, CUSTOMERS, null).rateLimit(RATE_LIMIT);
        simulator.faults(List.of(FaultRule.of(FaultMode.SLOW).withDelayMs(1_500)));
        worker("r1-a", "tulia.temporal.broadcast-slots=" + SLOTS);
        worker("r1-b", "tulia.temporal.broadcast-slots=" + SLOTS);
        workers.forEach(ProductProcess::awaitReady);
        long begun = System.nanoTime();

        fleet.broadcastToEveryone();
        int inThePost = 0;
        var recoveries = new ArrayList<Fleet.Recovery>();
        for (int kill = 0; kill < KILLS; kill++) {
            ProductProcess victim = workers.get(random.nextInt(workers.size())).awaitReady();
            if (kill % 2 == 0) {
                await("a POST of the one to be killed")
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> victim.posting() > 0);
            } else {
                long begunByThen = fleet.messages("attempt > 0") + random.nextInt(4 * RATE_LIMIT);
                await("a moment that the seed chose")
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> fleet.messages("attempt > 0") >= begunByThen);
            }
            inThePost += victim.posting() > 0 ? 1 : 0;
            victim.kill();
            recoveries.add(fleet.recovery());
            victim.start();
        }
        double killing = (System.nanoTime() - begun) / 1e9;
        long left = fleet.messages("state in ('ACCEPTED', 'WAITING', 'SENDING')");
        simulator.faults(List.of());
        fleet.rateLimit(500);
        await("nothing left").atMost(Duration.ofMinutes(5)).until(() -> fleet.busy() == 0);

        List<Duration> recovered = recoveries.stream().map(fleet::took).sorted().toList();
        Duration p95 = recovered.get(KILLS * 95 / 100 - 1);
        System.out.printf(
                "%d kills in %.1f s, %d of them with POSTs under way, %d messages then left; all ended after %.1f s;"
                        + " what was under way at a kill settled within %s at the median, %s at the 95th percentile%n",
                KILLS, killing, inThePost, left, (System.nanoTime() - begun) / 1e9, recovered.get(KILLS / 2), p95);
        Verdict verdict = fleet.verdict(simulator::requests);
        assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
        assertThat(left).as("it was over before the last kill").isPositive();
        assertThat(inThePost).isGreaterThanOrEqualTo(KILLS / 2);
        assertThat(verdict.acked()).hasSize(TENANTS * CUSTOMERS);
        assertThat(p95).isLessThanOrEqualTo(RECOVERED_WITHIN);
        assertThat(verdict.unknown()).hasSizeLessThanOrEqualTo(KILLS * LANES * CUT.batch());
        assertThat(verdict.ended().size() + verdict.unknown().size()).isEqualTo(TENANTS * CUSTOMERS);
    }

    private void worker(String name, String... more) {
        workers.add(
                ProductProcess.worker(stack, simulator.address(), name, more).start());
    }
}
