package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.broadcast.SenderRateLimiter.Turns;
import ai.tulia.messaging.activities.dispatch.AttemptPoster;
import ai.tulia.messaging.activities.dispatch.Dispatched;
import ai.tulia.messaging.activities.dispatch.Dispatcher;
import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends group after group of a lane, until nothing is due, the chunk's time is over, or something stops it. */
@Component
class GroupSending {
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BatchClaims claims;
    private final Dispatcher dispatcher;
    private final SenderRateLimiter turns;
    private final AttemptPoster poster;
    private final Probe probe;

    GroupSending(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BatchClaims claims,
            Dispatcher dispatcher,
            SenderRateLimiter turns,
            AttemptPoster poster,
            Probe probe) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.claims = claims;
        this.dispatcher = dispatcher;
        this.turns = turns;
        this.poster = poster;
        this.probe = probe;
    }

    /** Whether it is still to be seen that the broadcast's messages go out at all. */
    boolean isProbing(BroadcastRef ref) {
        return !transactions.callByKeys(ref.tenantId(), () -> probe.passed(ref));
    }

    /** @param strand which of the groups that go side by side this one is, see {@link Lane#strand} */
    ChunkResult send(Lane lane, int strand, boolean probing, ActivityBudget turn) throws InterruptedException {
        BroadcastRef ref = lane.ref();
        int size = probing ? BroadcastPace.LARGEST_GROUP : lane.pace().group();
        int most = probing ? Math.min(Probe.GROUP, lane.pace().group()) : size;
        int handled = 0;
        do {
            int take = Math.min(most, poster.startableWithinASecond(ref.tenantId()));
            var claim = claims.of(lane, strand, size, take, turn);
            ChunkResult without = withoutTurns(await(lane, take, turn), handled, !probing);
            if (without != null) {
                return without;
            }
            Dispatched dispatched = dispatcher.dispatch(ref.tenantId(), claim, turn::now);
            handled += dispatched.decided();
            String stoppedBy = claim.stoppedBy(dispatched);
            if (stoppedBy != null) {
                // After the commit: with the outcomes' locks it could deadlock with another lane's claim.
                transactions.run(ref.tenantId(), () -> broadcasts.pause(ref, stoppedBy, turn.now()));
            }
            if (!claim.running() || dispatched.blockedBy() != null) {
                return ChunkResult.stopped(handled, !probing);
            }
            if (dispatched.taken() == 0 || dispatched.held()) {
                return ChunkResult.noneDue(handled, !probing);
            }
            if (probing && !isProbing(ref)) {
                // Says so at once, for the others to begin.
                return ChunkResult.more(handled, true);
            }
        } while (turn.hasTimeLeft(lane.pace().chunk()));
        return ChunkResult.more(handled, !probing);
    }

    /**
     * One group of a lane asks at a time: a broadcast of few groups then gets as many turns as one of many. While it waits
     * for those it has, the next one asks.
     */
    private Turns await(Lane lane, int messages, ActivityBudget turn) throws InterruptedException {
        Turns answer;
        lane.asking().acquire();
        try {
            answer = turns.await(lane, messages, turn);
        } finally {
            lane.asking().release();
        }
        if (answer instanceof Turns.Taken(Duration pause)) {
            Thread.sleep(pause);
        }
        return answer;
    }

    private static @Nullable ChunkResult withoutTurns(Turns turns, int handled, boolean probed) {
        return switch (turns) {
            case Turns.Taken taken -> null;
            case Turns.Later later -> ChunkResult.paced(handled, probed, later.pause());
            case Turns.TimeOver over -> ChunkResult.more(handled, probed);
            case Turns.Stopped stopped -> ChunkResult.stopped(handled, probed);
        };
    }
}
