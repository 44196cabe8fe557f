package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.template.TemplateSyntaxException;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastCancellation;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRetry;
import ai.tulia.messaging.store.database.DatabaseFailures;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.workflows.broadcast.BroadcastActivityOptions;
import ai.tulia.messaging.workflows.broadcast.BroadcastDeliveryActivities;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import io.temporal.activity.Activity;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/** The long steps of a broadcast: writing its audience down, sending what is due, closing what was canceled. */
@Component
class BroadcastDeliveryActivitiesImpl implements BroadcastDeliveryActivities {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastDeliveryActivitiesImpl.class);
    private static final String SNAPSHOT_FAILED = "snapshot_failed";
    private static final String UNKNOWN_TIME_ZONE = "unknown_time_zone";
    private static final String TEMPLATE_ERROR = "template_error";
    private static final int PAGE = 5_000;
    /** For how long pages are written, one after the other, before the workflow looks again. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);

    private static final int CLOSED_AT_ONCE = 2_000;

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastAudience audience;
    private final BroadcastProgress progress;
    private final Lanes lanes;
    private final BroadcastCancellation cancellation;
    private final BroadcastRetry retries;
    private final QuotaCounters counters;
    private final ParallelBatches batches;
    private final Clock clock;

    BroadcastDeliveryActivitiesImpl(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastAudience audience,
            BroadcastProgress progress,
            Lanes lanes,
            BroadcastCancellation cancellation,
            BroadcastRetry retries,
            QuotaCounters counters,
            ParallelBatches batches,
            Clock clock) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.audience = audience;
        this.progress = progress;
        this.lanes = lanes;
        this.cancellation = cancellation;
        this.retries = retries;
        this.counters = counters;
        this.batches = batches;
        this.clock = clock;
    }

    @Override
    public boolean snapshotAudience(BroadcastRef ref, boolean first) {
        var budget = new ActivityBudget(Activity.getExecutionContext(), clock);
        try {
            do {
                if (!writePage(ref, budget)) {
                    return false;
                }
            } while (!first && budget.hasTimeLeft(BETWEEN_LOOKS));
        } catch (NonTransientDataAccessException failure) {
            if (!DatabaseFailures.isPermanent(failure)) {
                throw failure;
            }
            pause(ref, SNAPSHOT_FAILED, DatabaseFailures.sqlState(failure), budget);
            return false;
        } catch (DateTimeException unknownZone) {
            pause(ref, UNKNOWN_TIME_ZONE, String.valueOf(unknownZone.getMessage()), budget);
            return false;
        }
        return true;
    }

    /** Nothing of it can go on, and to try again does not help: somebody mends that, and resumes it. */
    private void pause(BroadcastRef ref, String reason, String fault, ActivityBudget budget) {
        LOG.error("broadcast {} of tenant {} paused, {}: {}", ref.broadcastId(), ref.tenantId(), reason, fault);
        transactions.run(ref.tenantId(), () -> broadcasts.pause(ref, reason, budget.now()));
    }

    private boolean writePage(BroadcastRef ref, ActivityBudget budget) {
        return transactions.call(
                ref.tenantId(),
                () -> broadcasts
                        .lockShared(ref)
                        .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                        .map(broadcast -> !audience.writePage(broadcast, PAGE, budget.now()))
                        .orElse(false));
    }

    @Override
    public boolean closeCanceled(BroadcastRef ref) {
        var budget = new ActivityBudget(Activity.getExecutionContext(), clock);
        do {
            List<UUID> canceled = transactions.callByKeys(
                    ref.tenantId(), () -> cancellation.cancelSome(ref, CLOSED_AT_ONCE, budget.now()));
            counters.releaseInRedis(ref.tenantId(), canceled);
            if (canceled.isEmpty()) {
                return true;
            }
        } while (budget.hasTimeLeft(BroadcastActivityOptions.CLOSING));
        return false;
    }

    /** Puts pages of failed messages back in line. @return whether there may be more */
    private boolean putBack(BroadcastRef ref, ActivityBudget budget) {
        boolean more;
        do {
            more = transactions.call(
                    ref.tenantId(),
                    () -> broadcasts
                            .lockShared(ref)
                            .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                            .map(broadcast -> retries.goOn(ref, budget.now()))
                            .orElse(false));
        } while (more && budget.hasTimeLeft(BETWEEN_LOOKS));
        return more;
    }

    @Override
    public ChunkResult sendChunk(BroadcastRef ref, int lane) {
        var budget = new ActivityBudget(Activity.getExecutionContext(), clock);
        try {
            return send(ref, lane, budget);
        } catch (DateTimeException unknownZone) {
            // The tenant's: a recipient's ends that message alone.
            pause(ref, UNKNOWN_TIME_ZONE, String.valueOf(unknownZone.getMessage()), budget);
        } catch (TemplateSyntaxException unreadable) {
            pause(ref, TEMPLATE_ERROR, unreadable.getClass().getSimpleName(), budget);
        }
        return ChunkResult.stopped(0, false);
    }

    private ChunkResult send(BroadcastRef ref, int lane, ActivityBudget budget) {
        Optional<Lane> begun = lanes.begin(ref, lane, budget.now());
        if (begun.isEmpty()) {
            return ChunkResult.stopped(0, false);
        }
        if (lane == 0 && transactions.read(ref.tenantId(), () -> retries.isPending(ref))) {
            // No lane sends meanwhile: once all are back in line, a new wave begins on as many as they need.
            return putBack(ref, budget) ? ChunkResult.more(0, false) : ChunkResult.noneDue(0, false);
        }
        try {
            ChunkResult result = batches.send(begun.get(), budget);
            return result.withProgress(
                    transactions.callByKeys(ref.tenantId(), () -> ProgressText.of(progress.counts(ref))));
        } catch (InterruptedException e) {
            // The worker stops. What is SENDING without an outcome becomes UNKNOWN when its time is over.
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
    }
}
