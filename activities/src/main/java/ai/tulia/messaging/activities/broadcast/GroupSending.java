package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.broadcast.SenderTurns.Turns;
import ai.tulia.messaging.activities.dispatch.AttemptPoster;
import ai.tulia.messaging.activities.dispatch.AttemptResult;
import ai.tulia.messaging.activities.dispatch.OutcomeRecorder;
import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.Broadcasts;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends group after group of a lane, until nothing is due, the chunk's time is over, or something stops it. */
@Component
class GroupSending {
    private final TenantTransactions transactions;
    private final Broadcasts broadcasts;
    private final GroupLedger ledger;
    private final OutcomeRecorder outcomeRecorder;
    private final SenderTurns turns;
    private final AttemptPoster poster;
    private final BroadcastProgress progress;
    private final Probe probe;
    private final QuotaCounters counters;

    GroupSending(
            TenantTransactions transactions,
            Broadcasts broadcasts,
            GroupLedger ledger,
            OutcomeRecorder outcomeRecorder,
            SenderTurns turns,
            AttemptPoster poster,
            BroadcastProgress progress,
            Probe probe,
            QuotaCounters counters) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.ledger = ledger;
        this.outcomeRecorder = outcomeRecorder;
        this.turns = turns;
        this.poster = poster;
        this.progress = progress;
        this.probe = probe;
        this.counters = counters;
    }

    /** Whether it is still to be seen that the broadcast's messages go out at all. */
    boolean isProbing(BroadcastRef ref) {
        return !transactions.callByKeys(ref.tenantId(), () -> probe.passed(ref));
    }

    /** @param strand which of the groups that go side by side this one is, see {@link Lane#strand} */
    ChunkResult send(Lane lane, int strand, boolean probing, ActivityTurn turn) throws InterruptedException {
        BroadcastRef ref = lane.ref();
        int size = probing ? BroadcastPace.LARGEST_GROUP : lane.pace().group();
        int most = probing ? Math.min(Probe.GROUP, lane.pace().group()) : size;
        int handled = 0;
        do {
            Instant asked = turn.now();
            int take = Math.min(most, poster.startableWithinASecond(ref.tenantId()));
            ChunkResult without = withoutTurns(await(lane, take, turn), handled, !probing);
            if (without != null) {
                return without;
            }
            Instant begun = turn.now();
            Group group = ledger.begin(lane.broadcast(), lane.text(), size, take, begun);
            turns.giveBack(lane, take - group.attempts().size());
            handled += group.decided();
            // Nothing that may fail comes between the commit of SENDING and its POSTs.
            if (!group.attempts().isEmpty()) {
                List<AttemptResult> results = poster.postAll(ref, group.attempts(), begun, turn::now);
                double seconds =
                        Math.max(0.001, Duration.between(asked, turn.now()).toNanos() / 1e9);
                record(ref, strand, results, results.size() / seconds, begun, turn);
            }
            counters.releaseForgotten(ref.tenantId(), group.ended());
            String blockedBy = group.blockedBy();
            if (blockedBy != null) {
                transactions.run(ref.tenantId(), () -> broadcasts.pause(ref, blockedBy, turn.now()));
            }
            if (!group.running() || blockedBy != null) {
                return ChunkResult.stopped(handled, !probing);
            }
            if (group.taken() == 0 || group.held()) {
                return ChunkResult.noneDue(handled, !probing);
            }
            if (probing && !isProbing(ref)) {
                // Says so at once, for the others to begin.
                return ChunkResult.more(handled, true);
            }
        } while (turn.goesOn(lane.pace().chunk()));
        return ChunkResult.more(handled, !probing);
    }

    /** The pause comes after the commit: with the outcomes' locks it could deadlock with another lane's claim. */
    private void record(
            BroadcastRef ref,
            int strand,
            List<AttemptResult> results,
            double perSecond,
            Instant begun,
            ActivityTurn turn)
            throws InterruptedException {
        List<Transition.Outcome> outcomes =
                results.stream().map(AttemptResult::outcome).toList();
        var stoppedBy = new AtomicReference<@Nullable String>();
        Instant now = turn.now();
        outcomeRecorder.record(ref.tenantId(), results, now, () -> {
            progress.tell(ref, strand, perSecond, now);
            stoppedBy.set(probe.stoppedBy(ref, begun, outcomes).orElse(null));
        });
        String reason = stoppedBy.get();
        if (reason != null) {
            transactions.run(ref.tenantId(), () -> broadcasts.pause(ref, reason, now));
        }
    }

    /**
     * One group of a lane asks at a time: a broadcast of few groups then gets as many turns as one of many. While it waits
     * for those it has, the next one asks.
     */
    private Turns await(Lane lane, int messages, ActivityTurn turn) throws InterruptedException {
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
