package ai.tulia.messaging.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairConnectionPermitsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final UUID tenant = new UUID(0, 1);
    private final BroadcastRef big = new BroadcastRef(tenant, new UUID(1, 1));
    private final BroadcastRef small = new BroadcastRef(tenant, new UUID(1, 2));
    private final BroadcastRef others = new BroadcastRef(new UUID(0, 2), new UUID(2, 1));

    private final FairConnectionPermits permits = new FairConnectionPermits(1);
    private final List<String> got = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> callers = new ArrayList<>();

    @Test
    void tenantsInTurnAndOfATenantItsBroadcastsInTurn() throws InterruptedException {
        assertThat(permits.take(big, LONG)).isTrue();
        for (String name : List.of("big 1", "big 2", "big 3")) {
            comes(big, name);
        }
        comes(small, "small 1");
        comes(others, "others 1");
        comes(others, "others 2");

        permits.giveBack();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(got).containsExactly("big 1", "others 1", "small 1", "others 2", "big 2", "big 3");
    }

    @Test
    void whoGivesUpIsPassedOver() throws InterruptedException {
        assertThat(permits.take(big, LONG)).isTrue();
        comes(small, "one who was interrupted");
        comes(others, "others 1");
        callers.getFirst().interrupt();
        callers.getFirst().join();
        assertThat(permits.take(big, Duration.ofMillis(1))).isFalse();

        permits.giveBack();
        callers.getLast().join();

        assertThat(got).containsExactly("others 1");
        assertThat(permits.take(big, LONG)).as("the permit is free again").isTrue();
    }

    @Test
    void noTimeLeftIsNoPlaceThoughOneIsFree() throws InterruptedException {
        assertThat(permits.take(big, Duration.ZERO)).isFalse();
        assertThat(permits.take(big, Duration.ofSeconds(-1))).isFalse();
        assertThat(permits.take(big, LONG)).isTrue();
    }

    @Test
    void neverMoreThanThereAreAndNoneIsLost() throws Exception {
        long seed = Long.getLong("tulia.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var three = new FairConnectionPermits(3);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var random = new Random(seed);
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                var who = List.of(big, small, others).get(random.nextInt(3));
                var within = random.nextInt(4) == 0 ? Duration.ofNanos(random.nextInt(200_000) + 1) : LONG;
                calls.add(threads.submit(() -> call(three, who, within, inside, most)));
            }
            for (Future<Boolean> call : calls) {
                call.get();
            }
        }
        assertThat(most.get()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(three.take(big, Duration.ofNanos(1))).isTrue();
        }
        assertThat(three.take(big, Duration.ofNanos(1))).isFalse();
    }

    private static boolean call(
            FairConnectionPermits permits, BroadcastRef who, Duration within, AtomicInteger inside, AtomicInteger most)
            throws InterruptedException {
        if (!permits.take(who, within)) {
            return false;
        }
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        Thread.yield();
        inside.decrementAndGet();
        permits.giveBack();
        return true;
    }

    /** Waits in line when this returns; notes its name when it has the permit, and gives it back. */
    private void comes(BroadcastRef who, String name) {
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                if (permits.take(who, LONG)) {
                    got.add(name);
                    permits.giveBack();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        callers.add(caller);
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    }
}
