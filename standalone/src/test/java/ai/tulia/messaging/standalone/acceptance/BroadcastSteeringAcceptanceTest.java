package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.standalone.checker.Verdict;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Broadcasts that people steer, and a limit that workers share: on either server, judged by the ledger checker. */
class BroadcastSteeringAcceptanceTest {
    private static final int ROUNDS = 8;

    private final AcceptanceStack stack = AcceptanceStack.running();
    private final long seed = Long.getLong("tulia.seed", System.nanoTime());

    @AfterEach
    void theProviderIsWell() {
        stack.simulator().faults(AcceptanceStack.NO_REPORTS);
    }

    @Test
    void pausedResumedAndCanceledAtAnyMomentItsSumsAddUpAndNobodyGetsItTwice() {
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var fleet = new Fleet(stack, seed, 1, 120 + random.nextInt(200), null).rateLimit(40 + random.nextInt(200));
            Shop shop = fleet.shops().getFirst();
            stack.simulator()
                    .faults(List.of(FaultRule.of(FaultMode.SLOW)
                            .withDelayMs(20 + random.nextInt(300))
                            .forAccount(shop.account())));
            UUID broadcast = fleet.broadcast(shop, Map.of());
            boolean cancels = random.nextBoolean();
            for (int step = random.nextInt(4); step >= 0; step--) {
                awaitMore(fleet, random.nextInt(80));
                boolean last = cancels && step == 0;
                String status = fleet.steer(shop, broadcast, last ? "cancel" : "pause");
                assertThat(status).isIn(last ? "canceled" : "paused", "completed");
                if (random.nextBoolean()) {
                    await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("state = 'SENDING'") == 0);
                }
                if (!last && status.equals("paused")) {
                    assertThat(fleet.steer(shop, broadcast, "resume")).isIn("running", "completed");
                }
            }
            await("end of round " + round + " of seed " + seed)
                    .atMost(AcceptanceTest.SETTLED_WITHIN)
                    .until(() ->
                            fleet.messages("status = 'pending'") == 0 && fleet.broadcasts("status = 'running'") == 0);

            Verdict verdict = fleet.verdict(stack.simulator()::requests);
            assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
            assertThat(verdict.violations().lost()).isEmpty();
            assertThat(verdict.unknown()).isEmpty();
            if (!cancels) {
                assertThat(verdict.broadcasts()).isEqualTo(Map.of("completed", 1L));
            }
        }
    }

    /** A moment that the seed chose: so many more have begun to leave, or none is left. */
    private static void awaitMore(Fleet fleet, int messages) {
        long begun = fleet.messages("attempt > 0") + messages;
        await().atMost(AcceptanceTest.SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> fleet.messages("attempt > 0") >= begun || fleet.broadcasts("status = 'running'") == 0);
    }

    /** Broadcasts and single messages at once, carried by two workers. */
    @Test
    void twoWorkersNeverPostOneMoreThanTheLimit() throws Exception {
        System.out.println("seed " + seed);
        int limit = 40;
        var fleet = new Fleet(stack, seed, 1, 3 * limit, limit).rateLimit(400);
        Shop shop = fleet.shops().getFirst();
        List<UUID> customers = fleet.customers(shop).toList();
        try (var second = stack.anotherWorker();
                var callers = Executors.newFixedThreadPool(6)) {
            assertThat(second.isRunning()).isTrue();
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < 3; i++) {
                calls.add(callers.submit(() -> fleet.broadcast(shop, Map.of())));
            }
            for (int i = 0; i < limit; i++) {
                UUID customer = customers.get(i);
                calls.add(callers.submit(() -> fleet.single(shop, customer)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            await("everything sent, refused or put to another day")
                    .atMost(AcceptanceTest.SETTLED_WITHIN)
                    .until(() -> fleet.messages("broadcast_id is not null") == 9 * limit
                            && fleet.messages("state in ('ACCEPTED', 'SENDING') or waiting_reason <> 'daily_limit'")
                                    == 0);
        }
        List<Post> posts = fleet.posts(stack.simulator()::requests);
        System.out.printf(
                "limit %d, %d broadcast messages and %d single ones at once, %d accepted%n",
                limit, 9 * limit, limit, posts.stream().filter(Post::accepted).count());
        assertThat(Post.mostAcceptedWithin(Duration.ofHours(24), posts)).isEqualTo(limit);
        assertThat(posts.stream().map(Post::message)).doesNotHaveDuplicates();
        // What waits for tomorrow is nothing for the next test.
        List.copyOf(fleet.broadcastsOf(shop)).forEach(broadcast -> fleet.steer(shop, broadcast, "cancel"));
    }
}
