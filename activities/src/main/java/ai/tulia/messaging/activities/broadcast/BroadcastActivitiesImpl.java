package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Due;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRetry;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.workflows.broadcast.BroadcastActivities;
import ai.tulia.messaging.workflows.broadcast.BroadcastView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads from the ledger what a broadcast needs next. */
@Component
class BroadcastActivitiesImpl implements BroadcastActivities {
    /** What nobody can settle yet is looked at this often. */
    private static final Duration UNSETTLED = Duration.ofMinutes(10);
    /** What comes free of the day's limit one by one goes together once in so long: each wave costs 13 events. */
    private static final Duration RAMP_WAVE = Duration.ofSeconds(60);
    /** So many of them go before that: their wave is worth its events. */
    private static final int FULL_WAVE = 1_000;

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastAudience audience;
    private final BroadcastProgress progress;
    private final BroadcastRetry retries;
    private final LostAttempts lostAttempts;
    private final TenantQueries tenants;
    private final Probe probe;
    private final Lanes lanes;

    BroadcastActivitiesImpl(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastAudience audience,
            BroadcastProgress progress,
            BroadcastRetry retries,
            LostAttempts lostAttempts,
            TenantQueries tenants,
            Probe probe,
            Lanes lanes) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.audience = audience;
        this.progress = progress;
        this.retries = retries;
        this.lostAttempts = lostAttempts;
        this.tenants = tenants;
        this.probe = probe;
        this.lanes = lanes;
    }

    @Override
    public BroadcastView lookAtBroadcast(BroadcastRef ref, Instant now) {
        return transactions.callByKeys(
                ref.tenantId(),
                () -> broadcasts
                        .find(ref)
                        .map(broadcast -> look(broadcast, now))
                        .orElseGet(() -> new BroadcastView(
                                BroadcastView.Kind.ENDED, null, "not_in_ledger", true, 1, false, "")));
    }

    @Override
    public void cancelBroadcast(BroadcastRef ref, Instant now) {
        transactions.run(ref.tenantId(), () -> broadcasts.cancel(ref, now));
    }

    private BroadcastView look(Broadcast broadcast, Instant now) {
        BroadcastRef ref = broadcast.ref();
        boolean done = audience.progress(ref).done();
        String progressText = ProgressText.of(progress.counts(ref));
        return switch (broadcast.status()) {
            case DRAFT, PAUSED ->
                view(
                        BroadcastView.Kind.PAUSED,
                        null,
                        reason(broadcast.lifecycle().pausedReason()),
                        done,
                        progressText);
            case COMPLETED ->
                view(BroadcastView.Kind.ENDED, null, broadcast.status().code(), done, progressText);
            case CANCELED -> {
                boolean open = progress.next(ref).isPresent();
                yield view(
                        open ? BroadcastView.Kind.CLOSING : BroadcastView.Kind.ENDED,
                        null,
                        broadcast.status().code(),
                        done,
                        progressText);
            }
            case RUNNING -> running(broadcast, done, progressText, now);
        };
    }

    private BroadcastView running(Broadcast broadcast, boolean done, String progressText, Instant now) {
        BroadcastRef ref = broadcast.ref();
        var next = progress.next(ref);
        if (!done
                || retries.isPending(ref)
                || (next.isPresent() && !next.get().at().isAfter(now))) {
            return work(broadcast, done, progressText, now);
        }
        var sending = progress.oldestSending(ref, now);
        if (sending.isPresent()) {
            Duration left = lostAttempts.left(sending.get());
            // A worker went in the middle of a batch: the next chunk settles what it left.
            return left.isPositive()
                    ? view(BroadcastView.Kind.WAIT, now.plus(left).plusSeconds(1), "interrupted", true, progressText)
                    : work(broadcast, true, progressText, now);
        }
        if (next.isPresent()) {
            return view(
                    BroadcastView.Kind.WAIT,
                    wakeAt(ref, next.get(), now),
                    reason(next.get().reason()),
                    true,
                    progressText);
        }
        return broadcasts.complete(ref, now)
                ? view(BroadcastView.Kind.ENDED, null, BroadcastStatus.COMPLETED.code(), true, progressText)
                : view(BroadcastView.Kind.WAIT, now.plus(UNSETTLED), "unknown_outcome", true, progressText);
    }

    private Instant wakeAt(BroadcastRef ref, Due next, Instant now) {
        Instant wave = now.plus(RAMP_WAVE);
        boolean ramp =
                WaitReason.DAILY_LIMIT.code().equals(next.reason()) && next.at().isBefore(wave);
        // Late is only what waits by the limit, while that is little.
        return ramp
                ? progress.nextOtherThan(ref, WaitReason.DAILY_LIMIT, wave, FULL_WAVE)
                        .orElse(wave)
                : next.at();
    }

    private BroadcastView work(Broadcast broadcast, boolean done, String progressText, Instant now) {
        BroadcastRef ref = broadcast.ref();
        int onLanes = lanes.count(broadcast, tenants.settings(ref.tenantId()), now);
        return new BroadcastView(
                BroadcastView.Kind.WORK, null, "sending", done, onLanes, probe.passed(ref), progressText);
    }

    private static BroadcastView view(
            BroadcastView.Kind kind, @Nullable Instant until, String reason, boolean done, String progressText) {
        return new BroadcastView(kind, until, reason, done, 1, false, progressText);
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "due" : reason;
    }
}
