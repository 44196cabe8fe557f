package ai.tulia.messaging.store.database;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairPermitsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final UUID tenant = new UUID(0, 1);
    private final BroadcastRef big = new BroadcastRef(tenant, new UUID(1, 1));
    private final BroadcastRef small = new BroadcastRef(tenant, new UUID(1, 2));
    private final BroadcastRef others = new BroadcastRef(new UUID(0, 2), new UUID(2, 1));

    private final FairPermits permits = FairPermits.allToOne(1);
    private final List<String> got = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> callers = new ArrayList<>();

    @Test
    void tenantsInTurnAndOfATenantItsBroadcastsInTurn() throws InterruptedException {
        assertThat(permits.take(big.tenantId(), big.broadcastId(), LONG)).isTrue();
        for (String name : List.of("big 1", "big 2", "big 3")) {
            comes(big, name);
        }
        comes(small, "small 1");
        comes(others, "others 1");
        comes(others, "others 2");

        permits.giveBack(tenant);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(got).containsExactly("big 1", "others 1", "small 1", "others 2", "big 2", "big 3");
    }

    @Test
    void whoGivesUpIsPassedOver() throws InterruptedException {
        assertThat(permits.take(big.tenantId(), big.broadcastId(), LONG)).isTrue();
        comes(small, "one who was interrupted");
        comes(others, "others 1");
        callers.getFirst().interrupt();
        callers.getFirst().join();
        assertThat(permits.take(big.tenantId(), big.broadcastId(), Duration.ofMillis(1)))
                .isFalse();

        permits.giveBack(tenant);
        callers.getLast().join();

        assertThat(got).containsExactly("others 1");
        assertThat(permits.take(big.tenantId(), big.broadcastId(), LONG))
                .as("the permit is free again")
                .isTrue();
    }

    @Test
    void noTimeLeftIsNoPlaceThoughOneIsFree() throws InterruptedException {
        assertThat(permits.take(big.tenantId(), big.broadcastId(), Duration.ZERO))
                .isFalse();
        assertThat(permits.take(big.tenantId(), big.broadcastId(), Duration.ofSeconds(-1)))
                .isFalse();
        assertThat(permits.take(big.tenantId(), big.broadcastId(), LONG)).isTrue();
    }

    @Test
    void neverMoreThanThereAreAndNoneIsLost() throws Exception {
        long seed = Long.getLong("tulia.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var three = FairPermits.allToOne(3);
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
            assertThat(three.take(big.tenantId(), big.broadcastId(), Duration.ofNanos(1)))
                    .isTrue();
        }
        assertThat(three.take(big.tenantId(), big.broadcastId(), Duration.ofNanos(1)))
                .isFalse();
    }

    @Test
    void whereRoomIsLeftATenantHasAtMostAsManyAsAreFree() throws Exception {
        var eight = FairPermits.leavingRoom(8);
        var one = new UUID(3, 1);
        var two = new UUID(3, 2);
        var three = new UUID(3, 3);
        assertThat(taken(eight, one)).isEqualTo(4);
        assertThat(taken(eight, two)).isEqualTo(2);
        assertThat(taken(eight, three)).isEqualTo(1);
        assertThat(taken(eight, new UUID(3, 4))).isEqualTo(1);

        for (int i = 0; i < 4; i++) {
            eight.giveBack(one);
        }
        assertThat(taken(eight, one)).as("as many as are free then").isEqualTo(2);
    }

    @Test
    void whereOneHasALimitItTakesNoMoreAndManyLeaveOneForTheNext() throws Exception {
        var hundred = FairPermits.leavingRoom(100, 10);
        for (int tenant = 0; tenant < 9; tenant++) {
            assertThat(taken(hundred, new UUID(3, tenant))).isEqualTo(10);
        }
        assertThat(taken(hundred, new UUID(3, 9))).as("half of what is left").isEqualTo(5);
        assertThat(taken(hundred, new UUID(3, 10))).isPositive();
        assertThat(taken(hundred, new UUID(3, 11))).isPositive();
    }

    @Test
    void whoWaitsForRoomGetsItOnceOthersGiveBack() throws Exception {
        var two = FairPermits.leavingRoom(2);
        var one = new UUID(3, 1);
        assertThat(taken(two, one)).isEqualTo(1);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                got.add(two.take(one, one, LONG) ? "got it" : "none");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        two.giveBack(one);
        caller.join();

        assertThat(got).containsExactly("got it");
    }

    @Test
    void whoWantsManyIsNotOvertakenByThoseWhoWantFew() throws InterruptedException {
        var ten = FairPermits.toEach(10);
        assertThat(ten.take(tenant, tenant, 6, LONG, () -> true)).isTrue();
        Thread eight = wants(ten, big, 8, () -> true);
        Thread one = wants(ten, small, 1, () -> true);
        assertThat(ten.take(others.tenantId(), others.broadcastId(), 10, LONG, () -> true))
                .as("another tenant has its own")
                .isTrue();

        assertThat(got).as("four are free").isEmpty();
        ten.giveBack(tenant, 6);
        eight.join();
        one.join();

        assertThat(got).containsExactlyInAnyOrder("8", "1");
    }

    @Test
    void thoseBehindOneWhoNoLongerWantsManyGetTheirs() throws InterruptedException {
        var ten = FairPermits.toEach(10);
        assertThat(ten.take(tenant, tenant, 6, LONG, () -> true)).isTrue();
        var wanted = new AtomicBoolean(true);
        Thread eight = wants(ten, big, 8, wanted::get);
        Thread four = wants(ten, small, 4, () -> true);

        wanted.set(false);
        eight.join();
        four.join();

        assertThat(got).containsExactly("4");
        assertThat(ten.take(tenant, tenant, 4, LONG, () -> true))
                .as("they are free again")
                .isTrue();
    }

    /** Waits in line when this returns; notes how many when it has them, and gives them back. */
    private Thread wants(FairPermits of, BroadcastRef who, int many, BooleanSupplier stillWanted) {
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                if (of.take(who.tenantId(), who.broadcastId(), many, Duration.ofMillis(10), stillWanted)) {
                    got.add(Integer.toString(many));
                    of.giveBack(who.tenantId(), many);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        return caller;
    }

    private static int taken(FairPermits permits, UUID tenant) throws InterruptedException {
        int taken = 0;
        while (permits.take(tenant, tenant, Duration.ofNanos(1))) {
            taken++;
        }
        return taken;
    }

    private static boolean call(
            FairPermits permits, BroadcastRef who, Duration within, AtomicInteger inside, AtomicInteger most)
            throws InterruptedException {
        if (!permits.take(who.tenantId(), who.broadcastId(), within)) {
            return false;
        }
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        Thread.yield();
        inside.decrementAndGet();
        permits.giveBack(who.tenantId());
        return true;
    }

    /** Waits in line when this returns; notes its name when it has the permit, and gives it back. */
    private void comes(BroadcastRef who, String name) {
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                if (permits.take(who.tenantId(), who.broadcastId(), LONG)) {
                    got.add(name);
                    permits.giveBack(who.tenantId());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        callers.add(caller);
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    }
}
