package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.delivery.DeliveryProperties;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.delivery.AttemptVerdict;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
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
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The long steps of a broadcast: writing its audience down, sending what is due, closing what was canceled. */
@Component
class BroadcastWork implements BroadcastDelivery, AutoCloseable {
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
    private final TwilioGateway twilio;
    private final Probe probe;
    /** Half of the provider's connections: the other half stays free for single messages. */
    private final Semaphore connections;

    private final ExecutorService posts = Executors.newVirtualThreadPerTaskExecutor();

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
            TwilioGateway twilio,
            Probe probe,
            DeliveryProperties properties) {
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
        this.twilio = twilio;
        this.probe = probe;
        this.connections = new Semaphore(Math.max(1, properties.connections() / 2), true);
    }

    @Override
    public void close() {
        posts.shutdownNow();
    }

    @Override
    public boolean snapshotAudience(BroadcastRef ref, boolean first) {
        var turn = new Turn(Activity.getExecutionContext());
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
        var turn = new Turn(Activity.getExecutionContext());
        do {
            List<UUID> canceled =
                    transactions.call(ref.tenantId(), () -> transitions.cancel(ref, CLOSED_AT_ONCE, turn.now()));
            counters.releaseAll(ref.tenantId(), canceled);
            if (canceled.isEmpty()) {
                return true;
            }
        } while (turn.goesOn(BroadcastOptions.CHUNK));
        return false;
    }

    @Override
    public ChunkResult sendChunk(BroadcastRef ref, int lane) {
        var turn = new Turn(Activity.getExecutionContext());
        Optional<Lane> begun = transactions.callByKeys(ref.tenantId(), () -> {
            transitions.giveUp(ref, turn.now().minus(BroadcastOptions.LOST_AFTER), turn.now());
            return broadcasts
                    .find(ref)
                    .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                    .map(broadcast -> lane(broadcast, lane));
        });
        if (begun.isEmpty()) {
            return new ChunkResult(ChunkResult.Kind.STOPPED, 0, false, null);
        }
        try {
            return work(begun.get(), turn);
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

    private ChunkResult work(Lane lane, Turn turn) throws InterruptedException {
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
                List<GroupOutcomes.Answer> answers = post(group.posts(), begun, turn);
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

    /** Side by side; the provider's connections are the bound. */
    private List<GroupOutcomes.Answer> post(List<Group.Post> group, Instant begun, Turn turn)
            throws InterruptedException {
        Instant latest = begun.plus(BroadcastOptions.POST_WITHIN);
        List<Callable<GroupOutcomes.Answer>> tasks = new ArrayList<>(group.size());
        for (Group.Post post : group) {
            tasks.add(() -> post(post, latest, turn));
        }
        List<GroupOutcomes.Answer> answers = new ArrayList<>(group.size());
        for (Future<GroupOutcomes.Answer> answer : posts.invokeAll(tasks)) {
            answers.add(answer.resultNow());
        }
        return answers;
    }

    /** One that did not get its turn in time was not sent: it goes back in line. */
    private GroupOutcomes.Answer post(Group.Post post, Instant latest, Turn turn) {
        ProviderAnswer answer =
                turn.now().isAfter(latest) ? new ProviderAnswer.NotSent("late_in_group") : twilio.post(post.message());
        var verdict = AttemptVerdict.of(
                answer, post.attempt(), post.row().ref().messageId().getLeastSignificantBits(), turn.now());
        return new GroupOutcomes.Answer(post, verdict);
    }

    private ProviderAnswer postInTurn(Group.Post post, Instant latest, Turn turn) {
        long left = Duration.between(turn.now(), latest).toMillis();
        try {
            if (left <= 0 || !connections.tryAcquire(left, TimeUnit.MILLISECONDS)) {
                return new ProviderAnswer.NotSent("late_in_group");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProviderAnswer.NotSent("worker_stops");
        }
        try {
            return twilio.post(post.message());
        } finally {
            connections.release();
        }
    }

    /** An activity's time, by the server's clock, and its sign of life. */
    private static final class Turn {
        private final ActivityExecutionContext activity;
        private final Instant started;
        private final long begun = System.nanoTime();

        Turn(ActivityExecutionContext activity) {
            this.activity = activity;
            this.started = Instant.ofEpochMilli(activity.getInfo().getStartedTimestamp());
        }

        Instant now() {
            return started.plusNanos(System.nanoTime() - begun);
        }

        /** Whether to go on: not when its time is over, nor when it is canceled or its worker stops. */
        boolean goesOn(Duration turn) {
            if (System.nanoTime() - begun > turn.toNanos()) {
                return false;
            }
            try {
                activity.heartbeat(null);
                return true;
            } catch (ActivityCompletionException e) {
                return false;
            }
        }
    }
}
