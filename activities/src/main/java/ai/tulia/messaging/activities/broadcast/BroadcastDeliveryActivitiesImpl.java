package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastCancellation;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastText;
import ai.tulia.messaging.store.database.DatabaseFailures;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.workflows.broadcast.BroadcastActivityOptions;
import ai.tulia.messaging.workflows.broadcast.BroadcastDeliveryActivities;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/** The long steps of a broadcast: writing its audience down, sending what is due, closing what was canceled. */
@Component
class BroadcastDeliveryActivitiesImpl implements BroadcastDeliveryActivities {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastDeliveryActivitiesImpl.class);
    private static final String SNAPSHOT_FAILED = "snapshot_failed";
    private static final int PAGE = 5_000;
    private static final Duration SNAPSHOT = Duration.ofSeconds(4);
    private static final int CLOSED_AT_ONCE = 2_000;

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastAudience audience;
    private final BroadcastProgress progress;
    private final TemplateQueries templates;
    private final TenantQueries tenants;
    private final BroadcastCancellation cancellation;
    private final LostAttempts lostAttempts;
    private final QuotaCounters counters;
    private final ParallelBatches batches;

    BroadcastDeliveryActivitiesImpl(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastAudience audience,
            BroadcastProgress progress,
            TemplateQueries templates,
            TenantQueries tenants,
            BroadcastCancellation cancellation,
            LostAttempts lostAttempts,
            QuotaCounters counters,
            ParallelBatches batches) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.audience = audience;
        this.progress = progress;
        this.templates = templates;
        this.tenants = tenants;
        this.cancellation = cancellation;
        this.lostAttempts = lostAttempts;
        this.counters = counters;
        this.batches = batches;
    }

    @Override
    public boolean snapshotAudience(BroadcastRef ref, boolean first) {
        var budget = new ActivityBudget(Activity.getExecutionContext());
        try {
            do {
                if (!writePage(ref, budget)) {
                    return false;
                }
            } while (!first && budget.hasTimeLeft(SNAPSHOT));
        } catch (NonTransientDataAccessException failure) {
            if (!DatabaseFailures.isPermanent(failure)) {
                throw failure;
            }
            LOG.error("the audience of broadcast {} cannot be written: {}", ref, DatabaseFailures.sqlState(failure));
            transactions.run(ref.tenantId(), () -> broadcasts.pause(ref, SNAPSHOT_FAILED, budget.now()));
            return false;
        }
        return true;
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
        var budget = new ActivityBudget(Activity.getExecutionContext());
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

    @Override
    public ChunkResult sendChunk(BroadcastRef ref, int lane) {
        var budget = new ActivityBudget(Activity.getExecutionContext());
        Optional<Lane> begun = transactions.callByKeys(ref.tenantId(), () -> {
            if (lane == 0) {
                lostAttempts.markUnknown(ref, budget.now());
            }
            return broadcasts
                    .find(ref)
                    .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                    .map(broadcast -> broadcast.isBatch() ? served(broadcast, budget.now()) : broadcast)
                    .map(broadcast -> lane(broadcast, lane));
        });
        if (begun.isEmpty()) {
            return ChunkResult.stopped(0, false);
        }
        try {
            ChunkResult result = batches.send(begun.get(), budget);
            return result.telling(transactions.callByKeys(ref.tenantId(), () -> ProgressText.of(progress.counts(ref))));
        } catch (InterruptedException e) {
            // The worker stops. What is SENDING without an outcome becomes UNKNOWN when its time is over.
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
    }

    /** Of a batch a chunk sends what one sender serves: by its pace, over its account. */
    private Broadcast served(Broadcast batch, Instant now) {
        return progress.dueFirst(batch.ref(), now)
                .map(first -> batch.serving(first.channel(), first.type()))
                .orElse(batch);
    }

    private Lane lane(Broadcast broadcast, int number) {
        UUID template = broadcast.content().text().templateId();
        var version = template == null
                ? null
                : templates
                        .find(
                                broadcast.ref().tenantId(),
                                template,
                                broadcast.content().text().templateVersion())
                        .orElseThrow();
        return new Lane(
                broadcast,
                number,
                broadcast.isBatch() ? null : BroadcastText.of(broadcast, version),
                tenants.settings(broadcast.ref().tenantId()),
                new Semaphore(1, true));
    }
}
