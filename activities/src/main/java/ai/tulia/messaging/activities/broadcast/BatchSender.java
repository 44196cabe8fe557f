package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.broadcast.SenderRateLimiter.Permits;
import ai.tulia.messaging.activities.dispatch.AttemptPoster;
import ai.tulia.messaging.activities.dispatch.Dispatched;
import ai.tulia.messaging.activities.dispatch.Dispatcher;
import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends batch after batch of a lane, until nothing is due, the chunk's time is over, or something stops it. */
@Component
class BatchSender {
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BatchClaims claims;
    private final Dispatcher dispatcher;
    private final SenderRateLimiter rateLimiter;
    private final AttemptPoster poster;
    private final Probe probe;
    /** Batches that are under way in this process, by tenant. */
    private final Map<UUID, Integer> underWay = new ConcurrentHashMap<>();

    BatchSender(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BatchClaims claims,
            Dispatcher dispatcher,
            SenderRateLimiter rateLimiter,
            AttemptPoster poster,
            Probe probe) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.claims = claims;
        this.dispatcher = dispatcher;
        this.rateLimiter = rateLimiter;
        this.poster = poster;
        this.probe = probe;
    }

    /** Whether it is still to be seen that the broadcast's messages go out at all. */
    boolean isProbing(BroadcastRef ref) {
        return !transactions.callByKeys(ref.tenantId(), () -> probe.passed(ref));
    }

    /** @param strand which of the batches that go side by side this one is, see {@link Lane#strand} */
    ChunkResult send(Lane lane, int strand, boolean probing, ActivityBudget budget) throws InterruptedException {
        UUID tenantId = lane.ref().tenantId();
        underWay.merge(tenantId, 1, Integer::sum);
        try {
            return sendAll(lane, strand, probing, budget);
        } finally {
            underWay.computeIfPresent(tenantId, (of, batches) -> batches == 1 ? null : batches - 1);
        }
    }

    private ChunkResult sendAll(Lane lane, int strand, boolean probing, ActivityBudget budget)
            throws InterruptedException {
        BroadcastRef ref = lane.ref();
        int size = probing ? BroadcastPace.MAX_BATCH : lane.pace().batch();
        int most = probing ? Math.min(Probe.BATCH, lane.pace().batch()) : size;
        int handled = 0;
        do {
            int take = Math.min(most, startableWithinASecond(ref.tenantId()));
            var claim = claims.of(lane, strand, size, take, budget);
            ChunkResult without = withoutPermits(await(lane, take, budget), handled, !probing);
            if (without != null) {
                return without;
            }
            Dispatched dispatched = dispatcher.dispatch(ref.tenantId(), claim, budget::now);
            handled += dispatched.decided();
            String stoppedBy = claim.stoppedBy(dispatched);
            if (stoppedBy != null) {
                // After the commit: with the outcomes' locks it could deadlock with another lane's claim.
                transactions.run(ref.tenantId(), () -> broadcasts.pause(ref, stoppedBy, budget.now()));
            }
            if (!claim.running() || dispatched.blockedBy() != null) {
                return ChunkResult.stopped(handled, !probing);
            }
            if (dispatched.taken() == 0 || dispatched.deferredAll()) {
                return ChunkResult.noneDue(handled, !probing);
            }
            if (probing && !isProbing(ref)) {
                // Says so at once, for the others to begin.
                return ChunkResult.more(handled, true);
            }
        } while (budget.hasTimeLeft(lane.chunk()));
        return ChunkResult.more(handled, !probing);
    }

    private int startableWithinASecond(UUID tenantId) {
        return poster.startableWithinASecond(tenantId, underWay.getOrDefault(tenantId, 1));
    }

    /**
     * One batch of a lane asks at a time: a broadcast of few batches then gets as many permits as one of many. While it
     * waits for those it has, the next one asks.
     */
    private Permits await(Lane lane, int messages, ActivityBudget budget) throws InterruptedException {
        Permits permits;
        lane.asking().acquire();
        try {
            permits = rateLimiter.await(lane, messages, budget);
        } finally {
            lane.asking().release();
        }
        if (permits instanceof Permits.Taken(Duration pause)) {
            Thread.sleep(pause);
        }
        return permits;
    }

    private static @Nullable ChunkResult withoutPermits(Permits permits, int handled, boolean probed) {
        return switch (permits) {
            case Permits.Taken taken -> null;
            case Permits.Later later -> ChunkResult.paced(handled, probed, later.pause());
            case Permits.TimeOver over -> ChunkResult.more(handled, probed);
            case Permits.Stopped stopped -> ChunkResult.stopped(handled, probed);
        };
    }
}
