package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.sweep.OpenBroadcast;
import ai.tulia.messaging.store.sweep.OpenBroadcastQueries;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes sure that every broadcast has its workflow, and that this has heard what was done to it. Its messages have none of
 * their own: what a broadcast left behind, its workflow takes up when it runs again.
 */
@Component
class BroadcastSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastSweeper.class);
    /** Longer than an API call takes from commit to start. */
    private static final Duration UNTOUCHED = Duration.ofSeconds(5);
    /** How long a cancel may take to close its messages before somebody must look by hand. */
    private static final Duration CLOSING = Duration.ofDays(7);
    /** A message may be due so long without having been looked at: by then its workflow sleeps, or has no room. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private static final int PAGE = 100;
    private static final UUID BEGINNING = new UUID(0, 0);

    private final OpenBroadcastQueries open;
    private final WorkflowClient temporal;
    private final BroadcastWorkflowStarter workflows;
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastProgress progress;
    private final LostAttempts lostAttempts;
    private final Clock clock;
    /** What the running workflows were told by this sweeper. */
    private Map<BroadcastRef, Told> told = new HashMap<>();

    /** @param changedAt of the broadcast as it was then; @param at when */
    private record Told(Instant changedAt, Instant at) {}

    BroadcastSweeper(
            OpenBroadcastQueries open,
            WorkflowClient temporal,
            BroadcastWorkflowStarter workflows,
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastProgress progress,
            LostAttempts lostAttempts,
            Clock clock) {
        this.open = open;
        this.temporal = temporal;
        this.workflows = workflows;
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.progress = progress;
        this.lostAttempts = lostAttempts;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.sweep-interval:10s}", initialDelayString = "${tulia.sweep-delay:1s}")
    void sweep() {
        try {
            int recovered = sweepOnce(clock.instant());
            if (recovered > 0) {
                LOG.info("recovered {} broadcasts", recovered);
            }
        } catch (RuntimeException e) {
            LOG.warn("the sweep will be repeated: {}", e.getClass().getSimpleName());
        }
    }

    /** @return how many were started, canceled or woken */
    int sweepOnce(Instant now) {
        int recovered = 0;
        Map<BroadcastRef, Told> before = told;
        told = new HashMap<>();
        UUID position = BEGINNING;
        List<OpenBroadcast> page;
        do {
            page = open.after(position, now.minus(UNTOUCHED), now.minus(CLOSING), PAGE);
            for (OpenBroadcast broadcast : page) {
                recovered += recover(broadcast, before.get(broadcast.ref()), now) ? 1 : 0;
                position = broadcast.ref().broadcastId();
            }
        } while (page.size() == PAGE);
        return recovered;
    }

    private boolean recover(OpenBroadcast broadcast, @Nullable Told before, Instant now) {
        BroadcastRef ref = broadcast.ref();
        transactions.callByKeys(ref.tenantId(), () -> markLostAttemptsUnknown(broadcast, now));
        var described = DescribedWorkflow.find(temporal, BroadcastWorkflowStarter.workflowId(ref));
        // Never started, or Temporal lost it; one that was canceled may have messages left to close.
        if (described.isEmpty()) {
            return workflows.start(ref, broadcast.type());
        }
        return switch (described.get().status()) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING -> wake(broadcast, described.get(), before, now);
            case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_CANCELED -> {
                // An operator's stop. The workflow that is started closes what is open, and sends nothing.
                boolean open = transactions.call(ref.tenantId(), () -> {
                    broadcasts.cancel(ref, now);
                    return progress.next(ref).isPresent();
                });
                yield open && workflows.start(ref, broadcast.type());
            }
            case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
                workflows.start(ref, broadcast.type());
            // Completed while it runs in the ledger: it was reopened, and the start was lost.
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> stillRuns(ref) && workflows.start(ref, broadcast.type());
            default -> false;
        };
    }

    /**
     * What a lost worker left, where no chunk comes to settle it: the broadcast is stopped, or its first lane waits for a
     * slot of the workers that are left. By the kept counts first, for it may have a million messages that are due.
     */
    private int markLostAttemptsUnknown(OpenBroadcast broadcast, Instant now) {
        BroadcastRef ref = broadcast.ref();
        Instant lost = now.minus(AttemptLimits.LOST_AFTER);
        boolean some = progress.counts(ref).stream().anyMatch(count -> count.state() == MessageState.SENDING);
        boolean silent = broadcast.status() != BroadcastStatus.RUNNING
                || progress.firstLaneTold(ref).orElse(Instant.MIN).isBefore(lost);
        return some && silent ? lostAttempts.markUnknown(ref, now) : 0;
    }

    /** By now: it may have ended between the look at the ledger and the one at Temporal. */
    private boolean stillRuns(BroadcastRef ref) {
        return transactions
                .read(ref.tenantId(), () -> broadcasts.find(ref))
                .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                .isPresent();
    }

    /** A signal may have been lost while Temporal was away; one too many only makes the workflow look again. */
    private boolean wake(OpenBroadcast broadcast, DescribedWorkflow workflow, @Nullable Told before, Instant now) {
        if (before != null
                && before.changedAt().equals(broadcast.changedAt())
                && !isLate(broadcast, workflow, before, now)) {
            told.put(broadcast.ref(), before);
            return false;
        }
        boolean woken = workflows.wake(broadcast.ref());
        told.put(broadcast.ref(), new Told(broadcast.changedAt(), now));
        return woken;
    }

    /** What a slow one has in line is always overdue: while it works at that it needs no push. */
    private static boolean isLate(OpenBroadcast broadcast, DescribedWorkflow workflow, Told before, Instant now) {
        Instant due = broadcast.nextDue();
        return broadcast.status() == BroadcastStatus.RUNNING
                && due != null
                && due.isBefore(now.minus(OVERDUE))
                && before.at().isBefore(now.minus(OVERDUE))
                && workflow.isIdle();
    }
}
