package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.sweep.OpenBroadcast;
import ai.tulia.messaging.store.sweep.OpenBroadcastQueries;
import ai.tulia.messaging.store.sweep.SweepRounds;
import ai.tulia.messaging.store.sweep.SweepRounds.Position;
import ai.tulia.messaging.store.sweep.SweepRounds.Round;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes sure that every broadcast has its workflow, and that this has had the signal of what was done to it. Its messages have none of
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

    /** Its workflow may have missed the signal of what was done to it since then, and attempts it began may be lost by now. */
    private static final Duration STEERED = Duration.ofMinutes(5);
    /** Of one that is not seen any more, what was signaled is forgotten. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final int PAGE = 100;

    private final OpenBroadcastQueries open;
    private final SweepRounds rounds;
    private final SweepThreads threads;
    private final WorkflowClient temporal;
    private final BroadcastWorkflowStarter workflows;
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastProgress progress;
    private final LostAttempts lostAttempts;
    private final LedgerClock clock;

    /** When this sweeper last woke the running workflows. */
    private final Map<BroadcastRef, Wake> wakes = new ConcurrentHashMap<>();

    /** @param changedAt of the broadcast as it was then; @param at when; @param seen when it was last looked at */
    private record Wake(Instant changedAt, Instant at, Instant seen) {}

    BroadcastSweeper(
            OpenBroadcastQueries open,
            SweepRounds rounds,
            SweepThreads threads,
            WorkflowClient temporal,
            BroadcastWorkflowStarter workflows,
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastProgress progress,
            LostAttempts lostAttempts,
            LedgerClock clock) {
        this.open = open;
        this.rounds = rounds;
        this.threads = threads;
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
        threads.start("broadcasts", () -> {
            int recovered = sweepOnce(clock.now());
            if (recovered > 0) {
                LOG.info("recovered {} broadcasts", recovered);
            }
        });
    }

    /**
     * Those that need it now, and of all the others a page that no other worker looks at: however many there are, a sweep
     * asks Temporal about few. @return how many were started, canceled or woken
     */
    int sweepOnce(Instant now) {
        wakes.values().removeIf(each -> each.seen().isBefore(now.minus(REMEMBERED)));
        Instant untouched = now.minus(UNTOUCHED);
        int recovered = look(
                open.urgent(new OpenBroadcastQueries.Urgency(
                        now.minus(STEERED), untouched, now.minus(OVERDUE), now.minus(AttemptLimits.LOST_AFTER))),
                now);
        List<OpenBroadcast> page;
        int repaired;
        do {
            page = rounds.next(
                    Round.BROADCASTS,
                    threads.interval(),
                    now,
                    PAGE,
                    after -> open.after(after.id(), PAGE),
                    last -> new Position(last.ref().tenantId(), last.ref().broadcastId()));
            repaired = look(page, now);
            if (!page.isEmpty()) {
                rounds.looked(Round.BROADCASTS, repaired > 0);
            }
            recovered += repaired;
        } while (repaired > 0 && page.size() == PAGE);
        return recovered;
    }

    private int look(List<OpenBroadcast> found, Instant now) {
        var looked = threads.each(
                found.stream().filter(broadcast -> isOpen(broadcast, now)).toList(),
                broadcast -> recover(broadcast, now));
        if (looked.cause() != null) {
            LOG.warn(
                    "{} open broadcasts were not checked: {}",
                    looked.failed().size(),
                    looked.cause().getClass().getSimpleName());
        }
        return looked.repaired();
    }

    private static boolean isOpen(OpenBroadcast broadcast, Instant now) {
        return broadcast.hasWork()
                && broadcast.changedAt().isBefore(now.minus(UNTOUCHED))
                && (broadcast.status() != BroadcastStatus.CANCELED
                        || broadcast.changedAt().isAfter(now.minus(CLOSING)));
    }

    private boolean recover(OpenBroadcast broadcast, Instant now) {
        BroadcastRef ref = broadcast.ref();
        transactions.callByKeys(ref.tenantId(), () -> markLostAttemptsUnknown(broadcast, now));
        var described = DescribedWorkflow.find(temporal, BroadcastWorkflowStarter.workflowId(ref));
        // Never started, or Temporal lost it; one that was canceled may have messages left to close.
        if (described.isEmpty()) {
            return workflows.start(ref, broadcast.type());
        }
        return switch (described.get().status()) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING -> wake(broadcast, described.get(), now);
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
                || progress.firstLaneRecordedAt(ref).orElse(Instant.MIN).isBefore(lost);
        return some && silent ? lostAttempts.markUnknown(ref, now) : 0;
    }

    /** By now: it may have ended between the look at the ledger and the one at Temporal. */
    private boolean stillRuns(BroadcastRef ref) {
        return transactions
                .read(ref.tenantId(), () -> broadcasts.find(ref))
                .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                .isPresent();
    }

    /**
     * A signal may have been lost while Temporal was away; one too many only makes the workflow look again.
     *
     * @return whether it was woken for what it should know already; one that this sweeper has not seen before is woken to be sure
     */
    private boolean wake(OpenBroadcast broadcast, DescribedWorkflow workflow, Instant now) {
        Wake before = wakes.get(broadcast.ref());
        if (before != null
                && before.changedAt().equals(broadcast.changedAt())
                && !isLate(broadcast, workflow, before, now)) {
            wakes.put(broadcast.ref(), new Wake(before.changedAt(), before.at(), now));
            return false;
        }
        boolean woken = workflows.wake(broadcast.ref());
        wakes.put(broadcast.ref(), new Wake(broadcast.changedAt(), now, now));
        return woken && before != null;
    }

    /** What a slow one has in line is always overdue: while it works at that it needs no signal. */
    private static boolean isLate(OpenBroadcast broadcast, DescribedWorkflow workflow, Wake before, Instant now) {
        Instant due = broadcast.nextDue();
        return broadcast.status() == BroadcastStatus.RUNNING
                && due != null
                && due.isBefore(now.minus(OVERDUE))
                && before.at().isBefore(now.minus(OVERDUE))
                && workflow.isIdle();
    }
}
