package ai.tulia.messaging.standalone.acceptance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.checker.Verdict;
import ai.tulia.messaging.store.testing.OwnPostgres;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is stopped at once under single messages and a broadcast, and comes back after half a minute. It is a
 * server of this test alone, with the whole product on it. The ledger checker judges.
 */
class LedgerOutageAcceptanceTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(30);
    /** The pool heals in 30 s. */
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(30);
    /** An attempt that a crash cut off between its commit and its POST is lost after 75 s; then nothing is open. */
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(150);

    private static final int CUSTOMERS = 300;
    private static final int PER_SECOND = 20;
    private static final int CALLERS = 4;

    private final long seed = Long.getLong("tulia.seed", System.nanoTime());

    /** @param begun when the request was made; @param ended when its answer was there */
    private record Called(Instant begun, Instant ended, Answer answer) {}

    @Test
    @Timeout(300)
    void whatWasAcceptedIsSentOnceThoughTheLedgerWasGoneForHalfAMinute(@TempDir Path directory) throws Exception {
        System.out.println("seed " + seed);
        try (var postgres = OwnPostgres.start(directory);
                var stack = AcceptanceStack.on(TestLedger.in(postgres.freshDatabase("outage")));
                var callers = Executors.newFixedThreadPool(CALLERS)) {
            var fleet = new Fleet(stack, seed, 1, CUSTOMERS, null).rateLimit(PER_SECOND);
            Shop shop = fleet.shops().getFirst();
            List<UUID> customers = fleet.customers(shop).toList();
            // For POSTs to be under way at any moment.
            stack.simulator().faults(List.of(FaultRule.of(FaultMode.SLOW).withDelayMs(1_500)));
            fleet.broadcastToEveryone();
            Queue<Called> calls = new ConcurrentLinkedQueue<>();
            var enough = new AtomicBoolean();
            List<Future<?>> load = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                UUID customer = customers.get(i);
                load.add(callers.submit(() -> {
                    while (!enough.get()) {
                        Instant begun = Instant.now();
                        Answer answer = fleet.single(shop, customer);
                        calls.add(new Called(begun, Instant.now(), answer));
                    }
                }));
            }
            await().atMost(WITHIN)
                    .until(() -> calls.size() > 2 * CALLERS
                            && fleet.messages("broadcast_id is not null and status = 'sent'") > 2 * PER_SECOND
                            && stack.providerGate().asking() > PER_SECOND / 2);

            int underWay = stack.providerGate().asking();
            Instant stopping = Instant.now();
            postgres.stopAtOnce();
            Instant gone = Instant.now();
            await().atMost(WITHIN).until(() -> Instant.now().isAfter(gone.plus(AWAY)));
            Instant returning = Instant.now();
            postgres.startAgain();
            Instant back = Instant.now();
            await("an accepted message after the return")
                    .atMost(HEALED_WITHIN)
                    .failFast(() -> load.stream().anyMatch(Future::isDone))
                    .until(() -> calls.stream().anyMatch(call -> call.begun().isAfter(returning) && isAccepted(call)));
            Instant healed = Instant.now();
            enough.set(true);
            for (Future<?> each : load) {
                each.get();
            }
            stack.simulator().faults(AcceptanceStack.NO_REPORTS);
            await("nothing left")
                    .atMost(ENDED_WITHIN)
                    .until(() -> fleet.messages("status = 'pending' and state <> 'UNKNOWN'") == 0 && fleet.busy() == 0);

            System.out.printf(
                    "%d POSTs under way when it stopped; away for %.1f s, accepted again %.1f s after its return,"
                            + " all ended %.1f s after it; calls by status %s, while it was away %s%n",
                    underWay,
                    seconds(stopping, back),
                    seconds(back, healed),
                    seconds(back, Instant.now()),
                    byStatus(calls.stream().toList()),
                    byStatus(whileAway(calls, gone, returning)));
            Verdict verdict = fleet.verdict(stack.simulator()::requests);
            assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
            assertThat(verdict.acked()).hasSizeGreaterThan(CUSTOMERS + 2 * CALLERS);
            // Each POST was answered: however long the ledger was away, none of the answers is forgotten.
            assertThat(verdict.unknown()).doesNotContainAnyElementsOf(verdict.posted());
            assertThat(verdict.unknown()).hasSizeLessThanOrEqualTo(PER_SECOND + CALLERS);
            assertThat(byStatus(calls.stream().toList()).keySet()).isSubsetOf(201, 202, 503);
            assertThat(whileAway(calls, gone, returning))
                    .hasSizeGreaterThanOrEqualTo(CALLERS)
                    .allSatisfy(call -> {
                        assertThat(call.answer().expect(503).header("Content-Type"))
                                .isEqualTo("application/problem+json");
                        assertThat(call.answer().text("code")).isEqualTo("ledger_unavailable");
                        assertThat(call.answer().header("Retry-After")).isNotBlank();
                    });
        }
    }

    private static boolean isAccepted(Called call) {
        return call.answer().status() == 201 || call.answer().status() == 202;
    }

    /** Those that were made and answered in this time. */
    private static List<Called> whileAway(Queue<Called> calls, Instant gone, Instant returning) {
        return calls.stream()
                .filter(call -> call.begun().isAfter(gone) && call.ended().isBefore(returning))
                .toList();
    }

    private static Map<Integer, Long> byStatus(List<Called> calls) {
        return calls.stream().collect(groupingBy(call -> call.answer().status(), TreeMap::new, counting()));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
