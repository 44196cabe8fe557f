package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.BroadcastCancellation;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.sweep.FinishedBroadcastQueries;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives what is open in a finished broadcast its owner back: an answer of the provider that came after the end put a
 * message back in line. Of a canceled broadcast it is canceled, too; a completed one runs again for it.
 */
@Component
class FinishedBroadcastSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedBroadcastSweeper.class);
    private static final int PAGE = 50;
    private static final int CANCELED_AT_ONCE = 500;

    private final FinishedBroadcastQueries finished;
    private final SweepThreads threads;
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastProgress progress;
    private final BroadcastCancellation cancellation;
    private final LostAttempts lostAttempts;
    private final QuotaCounters counters;
    private final BroadcastWorkflowStarter workflows;
    private final Clock clock;

    FinishedBroadcastSweeper(
            FinishedBroadcastQueries finished,
            SweepThreads threads,
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastProgress progress,
            BroadcastCancellation cancellation,
            LostAttempts lostAttempts,
            QuotaCounters counters,
            BroadcastWorkflowStarter workflows,
            Clock clock) {
        this.finished = finished;
        this.threads = threads;
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.progress = progress;
        this.cancellation = cancellation;
        this.lostAttempts = lostAttempts;
        this.counters = counters;
        this.workflows = workflows;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.sweep-interval:10s}", initialDelayString = "${tulia.sweep-delay:1s}")
    void sweep() {
        threads.start("finished broadcasts", this::sweepOnce);
    }

    private void sweepOnce() {
        for (FinishedBroadcastQueries.Finished each : finished.withOpenMessages(PAGE)) {
            LOG.info(
                    "broadcast {} was {} and had open messages",
                    each.ref().broadcastId(),
                    each.status().code());
            if (each.status() == BroadcastStatus.CANCELED) {
                cancel(each.ref(), clock.instant());
            } else if (reopen(each.ref(), clock.instant())) {
                workflows.start(each.ref(), each.type());
            }
        }
    }

    private void cancel(BroadcastRef ref, Instant now) {
        List<UUID> canceled =
                transactions.callByKeys(ref.tenantId(), () -> cancellation.cancelSome(ref, CANCELED_AT_ONCE, now));
        counters.releaseInRedis(ref.tenantId(), canceled);
        transactions.callByKeys(ref.tenantId(), () -> lostAttempts.markUnknown(ref, now));
    }

    /** By now: it may have been steered between the look at the ledger and the lock. */
    private boolean reopen(BroadcastRef ref, Instant now) {
        return transactions.call(
                ref.tenantId(),
                () -> broadcasts
                                .lockForUpdate(ref)
                                .filter(each -> each.status() == BroadcastStatus.COMPLETED)
                                .isPresent()
                        && progress.next(ref).isPresent()
                        && broadcasts.reopen(ref, now));
    }
}
