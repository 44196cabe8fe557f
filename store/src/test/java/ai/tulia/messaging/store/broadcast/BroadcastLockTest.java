package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who steers a broadcast waits for the claims before, not for those that come after. */
class BroadcastLockTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int LANES = 5;
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private final PlanFixture store = new PlanFixture();
    private UUID tenant;
    private BroadcastRef ref;

    @BeforeEach
    void start() {
        tenant = store.tenant(null);
        Broadcast broadcast = PlanFixture.toList(tenant, "News");
        ref = broadcast.ref();
        store.in(tenant, () -> {
            store.bean(BroadcastRepository.class).add(broadcast);
            return store.bean(BroadcastRepository.class).start(ref, NOW);
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aPauseComesThroughClaimsThatOverlapWithoutEnd() throws Exception {
        var stop = new AtomicBoolean();
        var claiming = new CountDownLatch(LANES);
        try (var lanes = Executors.newFixedThreadPool(LANES)) {
            for (int lane = 0; lane < LANES; lane++) {
                lanes.execute(() -> claimUntil(stop, claiming));
            }
            assertThat(claiming.await(30, TimeUnit.SECONDS)).isTrue();
            try {
                long started = System.nanoTime();
                boolean paused = CompletableFuture.supplyAsync(() -> store.in(
                                tenant,
                                () -> store.bean(BroadcastRepository.class).pause(ref, "asked", NOW)))
                        .get(20, TimeUnit.SECONDS);
                assertThat(paused).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(WITHIN);
            } finally {
                stop.set(true);
            }
        }
        assertThat(store.<BroadcastStatus>in(
                        tenant,
                        () -> store.bean(BroadcastRepository.class)
                                .lockShared(ref)
                                .orElseThrow()
                                .status()))
                .isEqualTo(BroadcastStatus.PAUSED);
    }

    /** Each claim takes 300 ms, and there is always one. */
    private void claimUntil(AtomicBoolean stop, CountDownLatch claiming) {
        while (!stop.get()) {
            store.bean(TenantTransactions.class).run(tenant, () -> {
                store.bean(BroadcastRepository.class).lockShared(ref);
                claiming.countDown();
                store.bean(JdbcClient.class)
                        .sql("select pg_sleep(0.3)")
                        .query((row, n) -> true)
                        .single();
            });
        }
    }
}
