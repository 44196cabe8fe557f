package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.broadcast.BatchClaims.BatchClaim;
import ai.tulia.messaging.activities.broadcast.InFlightLimit.Share;
import ai.tulia.messaging.activities.broadcast.SenderRateLimiter.Permits;
import ai.tulia.messaging.activities.dispatch.Dispatched;
import ai.tulia.messaging.activities.dispatch.Dispatcher;
import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends batch after batch of a lane, until nothing is due, the chunk's time is over, or something stops it. */
@Component
class BatchSender {
    /** Permits of the rate limit that waited for longer are past: given back, they would be permits that others took ahead. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BatchClaims claims;
    private final Dispatcher dispatcher;
    private final SenderRateLimiter rateLimiter;
    private final InFlightLimit inFlight;
    private final Probe probe;

    BatchSender(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BatchClaims claims,
            Dispatcher dispatcher,
            SenderRateLimiter rateLimiter,
            InFlightLimit inFlight,
            Probe probe) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.claims = claims;
        this.dispatcher = dispatcher;
        this.rateLimiter = rateLimiter;
        this.inFlight = inFlight;
        this.probe = probe;
    }

    /** Whether it is still to be seen that the broadcast's messages go out at all. */
    boolean isProbing(BroadcastRef ref) {
        return !transactions.callByKeys(ref.tenantId(), () -> probe.passed(ref));
    }

    /** @param strand which of the batches that go side by side this one is, see {@link Lane#strand} */
    ChunkResult send(Lane lane, int strand, boolean probing, ActivityBudget budget) throws InterruptedException {
        BroadcastRef ref = lane.ref();
        int size = probing ? BroadcastRateLimit.MAX_BATCH : lane.rateLimit().batch();
        int most = probing ? Math.min(Probe.BATCH, lane.rateLimit().batch()) : size;
        boolean allWent = true;
        int handled = 0;
        do {
            Share share = inFlight.share(ref, most);
            // More than may start are only worth their locks where some of them do not go.
            var claim = claims.of(lane, strand, allWent ? share.messages() : size, share.messages(), budget);
            ChunkResult without = withoutPermits(await(lane, share, budget), handled, !probing);
            if (without != null) {
                return without;
            }
            Dispatched dispatched = dispatch(claim, share, budget);
            allWent = dispatched.results().size() == share.messages();
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

    private Dispatched dispatch(BatchClaim claim, Share share, ActivityBudget budget) throws InterruptedException {
        try {
            return dispatcher.dispatch(share.broadcast().tenantId(), claim, budget::now);
        } finally {
            inFlight.release(share);
        }
    }

    /** Permits of the rate limit, and the share of what may be under way: that is the batch's when they are taken. */
    private Permits await(Lane lane, Share share, ActivityBudget budget) throws InterruptedException {
        Permits permits = await(lane, share.messages(), budget);
        if (!(permits instanceof Permits.Taken)) {
            return permits;
        }
        long taken = System.nanoTime();
        boolean acquired = inFlight.acquire(share, () -> budget.hasTimeLeft(lane.chunk()));
        boolean fresh = System.nanoTime() - taken < FRESH.toNanos();
        if (!acquired && fresh) {
            rateLimiter.giveBack(lane, share.messages());
        }
        if (!acquired) {
            return new Permits.TimeOver();
        }
        if (fresh) {
            return permits;
        }
        boolean again = false;
        try {
            permits = await(lane, share.messages(), budget);
            again = permits instanceof Permits.Taken;
            return permits;
        } finally {
            if (!again) {
                inFlight.release(share);
            }
        }
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
