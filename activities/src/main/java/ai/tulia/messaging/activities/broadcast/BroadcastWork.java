package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.Broadcasts;
import ai.tulia.messaging.store.broadcast.GroupText;
import ai.tulia.messaging.store.broadcast.GroupTransitions;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.SendingPace;
import ai.tulia.messaging.store.template.TemplateReader;
import ai.tulia.messaging.store.tenant.TenantReader;
import ai.tulia.messaging.store.tenant.TenantSettings;
import ai.tulia.messaging.workflows.broadcast.BroadcastDelivery;
import ai.tulia.messaging.workflows.broadcast.BroadcastOptions;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The long steps of a broadcast: writing its audience down, sending what is due, closing what was canceled. */
@Component
class BroadcastWork implements BroadcastDelivery {
    private static final int PAGE = 5_000;
    private static final Duration SNAPSHOT = Duration.ofSeconds(4);
    /** Messages a group at most, as one call of the counters takes. */
    private static final int LARGEST_GROUP = 500;

    private static final int CLOSED_AT_ONCE = 2_000;

    private final TenantTransactions transactions;
    private final Broadcasts broadcasts;
    private final BroadcastAudience audience;
    private final BroadcastProgress progress;
    private final TemplateReader templates;
    private final TenantReader tenants;
    private final GroupLedger ledger;
    private final GroupTransitions transitions;
    private final GroupOutcomes outcomes;
    private final SendingPace pace;
    private final QuotaCounters counters;
    private final GroupPosts posts;
    private final Probe probe;

    BroadcastWork(
            TenantTransactions transactions,
            Broadcasts broadcasts,
            BroadcastAudience audience,
            BroadcastProgress progress,
            TemplateReader templates,
            TenantReader tenants,
            GroupLedger ledger,
            GroupTransitions transitions,
            GroupOutcomes outcomes,
            SendingPace pace,
            QuotaCounters counters,
            GroupPosts posts,
            Probe probe) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.audience = audience;
        this.progress = progress;
        this.templates = templates;
        this.tenants = tenants;
        this.ledger = ledger;
        this.transitions = transitions;
        this.outcomes = outcomes;
        this.pace = pace;
        this.counters = counters;
        this.posts = posts;
        this.probe = probe;
    }

    @Override
    public boolean snapshotAudience(BroadcastRef ref, boolean first) {
        var turn = new ActivityTurn(Activity.getExecutionContext());
        do {
            boolean more = transactions.call(
                    ref.tenantId(),
                    () -> broadcasts
                            .hold(ref)
                            .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                            .map(broadcast -> !audience.writePage(broadcast, PAGE, turn.now()))
                            .orElse(false));
            if (!more) {
                return false;
            }
        } while (!first && turn.goesOn(SNAPSHOT));
        return true;
    }

    @Override
    public boolean closeCanceled(BroadcastRef ref) {
        var turn = new ActivityTurn(Activity.getExecutionContext());
        do {
            List<UUID> canceled =
                    transactions.callByKeys(ref.tenantId(), () -> transitions.cancel(ref, CLOSED_AT_ONCE, turn.now()));
            counters.releaseAll(ref.tenantId(), canceled);
            if (canceled.isEmpty()) {
                return true;
            }
        } while (turn.goesOn(BroadcastOptions.CHUNK));
        return false;
    }

    @Override
    public ChunkResult sendChunk(BroadcastRef ref, int lane) {
        var turn = new ActivityTurn(Activity.getExecutionContext());
        Optional<Lane> begun = transactions.callByKeys(ref.tenantId(), () -> {
            if (lane == 0) {
                transitions.giveUp(ref, turn.now().minus(BroadcastOptions.LOST_AFTER), turn.now());
            }
            return broadcasts
                    .find(ref)
                    .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                    .map(broadcast -> lane(broadcast, lane));
        });
        if (begun.isEmpty()) {
            return new ChunkResult(ChunkResult.Kind.STOPPED, 0, false, null);
        }
        try {
            ChunkResult result = work(begun.get(), turn);
            return result.telling(transactions.callByKeys(ref.tenantId(), () -> ToldProgress.of(progress.counts(ref))));
        } catch (InterruptedException e) {
            // The worker stops. What is SENDING without an outcome is settled when its time is over.
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
    }

    /** What stays the same for a whole chunk; its status and all facts are read again for each group. */
    private record Lane(Broadcast broadcast, int number, GroupText text, TenantSettings tenant) {
        int perSecond() {
            Integer own = broadcast.maxPerSecond();
            return own == null ? tenant.messagesPerSecond() : Math.min(own, tenant.messagesPerSecond());
        }

        /** A second's share of this lane. */
        int groupSize() {
            return Math.clamp(perSecond() / BroadcastLedgerSteps.LANES, 1, LARGEST_GROUP);
        }
    }

    private Lane lane(Broadcast broadcast, int number) {
        UUID template = broadcast.templateId();
        var version = template == null
                ? null
                : templates
                        .find(broadcast.ref().tenantId(), template, broadcast.templateVersion())
                        .orElseThrow();
        return new Lane(
                broadcast,
                number,
                GroupText.of(broadcast, version),
                tenants.settings(broadcast.ref().tenantId()));
    }

    private ChunkResult work(Lane lane, ActivityTurn turn) throws InterruptedException {
        BroadcastRef ref = lane.broadcast().ref();
        int handled = 0;
        boolean probing = isProbing(ref);
        do {
            int most = probing ? Math.min(Probe.GROUP, lane.groupSize()) : lane.groupSize();
            SendingPace.Turn paced = take(lane, most);
            if (!paced.taken()) {
                return new ChunkResult(
                        ChunkResult.Kind.PACED, handled, !probing, paced.pause().toMillis());
            }
            Thread.sleep(paced.pause());
            Instant begun = turn.now();
            Group group = ledger.begin(
                    lane.broadcast(), lane.text(), probing ? LARGEST_GROUP : lane.groupSize(), most, begun);
            giveBack(lane, most - group.posts().size());
            handled += group.decided();
            String blockedBy = group.blockedBy();
            if (blockedBy != null) {
                transactions.run(ref.tenantId(), () -> broadcasts.pause(ref, blockedBy, turn.now()));
            }
            if (!group.running() || blockedBy != null) {
                return new ChunkResult(ChunkResult.Kind.STOPPED, handled, !probing, null);
            }
            if (group.taken() == 0) {
                return new ChunkResult(ChunkResult.Kind.NONE_DUE, handled, !probing, null);
            }
            if (!group.posts().isEmpty()) {
                List<GroupOutcomes.Answer> answers = posts.send(group.posts(), begun, turn);
                double seconds =
                        Math.max(0.001, Duration.between(begun, turn.now()).toNanos() / 1e9);
                outcomes.write(ref, lane.number(), answers, answers.size() / seconds, probing, turn.now());
            }
            if (probing && !isProbing(ref)) {
                // Says so at once, for the other lanes to begin.
                return new ChunkResult(ChunkResult.Kind.MORE, handled, true, null);
            }
        } while (turn.goesOn(BroadcastOptions.CHUNK));
        return new ChunkResult(ChunkResult.Kind.MORE, handled, !probing, null);
    }

    private boolean isProbing(BroadcastRef ref) {
        return !transactions.callByKeys(ref.tenantId(), () -> probe.passed(progress.counts(ref)));
    }

    private SendingPace.Turn take(Lane lane, int messages) {
        Integer own = lane.broadcast().maxPerSecond();
        Duration wait = Duration.ZERO;
        if (own != null) {
            var turn = pace.takeOfBroadcast(lane.broadcast().ref().broadcastId(), messages, own);
            if (!turn.taken()) {
                return turn;
            }
            wait = turn.pause();
        }
        var turn = pace.takeOfSender(
                lane.tenant().sender(), messages, lane.tenant().messagesPerSecond());
        if (!turn.taken() && own != null) {
            pace.giveBackToBroadcast(lane.broadcast().ref().broadcastId(), messages, own);
        }
        return turn.pause().compareTo(wait) > 0 ? turn : new SendingPace.Turn(turn.taken(), wait);
    }

    private void giveBack(Lane lane, int messages) {
        Integer own = lane.broadcast().maxPerSecond();
        if (own != null) {
            pace.giveBackToBroadcast(lane.broadcast().ref().broadcastId(), messages, own);
        }
        pace.giveBackToSender(lane.tenant().sender(), messages, lane.tenant().messagesPerSecond());
    }
}
