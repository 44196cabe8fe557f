package ai.tulia.messaging.worker.callback;

import ai.tulia.messaging.activities.report.BroadcastFaults;
import ai.tulia.messaging.activities.report.BroadcastWakeUp;
import ai.tulia.messaging.activities.report.DeliveryReports;
import ai.tulia.messaging.store.callback.ProviderCallbackRepository;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.sweep.PendingCallbackQueries;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Applies stored callbacks, many in one transaction, one batch of each tenant after the other until none is left. Several
 * workers share the work: what one has claimed the others leave.
 */
@Component
class CallbackJob {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackJob.class);
    private static final int BATCH = 1_000;

    private final PendingCallbackQueries pending;
    private final TenantTransactions transactions;
    private final ProviderCallbackRepository callbacks;
    private final DeliveryReports reports;
    private final BroadcastFaults faults;
    private final BroadcastWorkflowStarter broadcasts;
    private final LedgerClock clock;

    CallbackJob(
            PendingCallbackQueries pending,
            TenantTransactions transactions,
            ProviderCallbackRepository callbacks,
            DeliveryReports reports,
            BroadcastFaults faults,
            BroadcastWorkflowStarter broadcasts,
            LedgerClock clock) {
        this.pending = pending;
        this.transactions = transactions;
        this.callbacks = callbacks;
        this.reports = reports;
        this.faults = faults;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.callback-interval:500ms}")
    void applyPending() {
        try {
            boolean more = true;
            while (more) {
                more = false;
                for (UUID tenant : pending.tenants()) {
                    // Some of a batch may be left for the next time; with most of them handled there are more.
                    more |= applyBatch(tenant, clock.now()) > BATCH / 2;
                }
            }
        } catch (RuntimeException e) {
            // Its text may quote a row.
            LOG.warn("callbacks were not applied: {}", e.getClass().getSimpleName());
        }
    }

    /** @return how many were handled */
    int applyBatch(UUID tenantId, Instant now) {
        var applied = transactions.callByKeys(tenantId, () -> {
            var claimed = callbacks.claim(tenantId, BATCH);
            if (claimed.isEmpty()) {
                return DeliveryReports.Applied.NOTHING;
            }
            var done = reports.apply(tenantId, claimed, now);
            callbacks.markApplied(tenantId, done.handled(), now);
            return done;
        });
        BroadcastWakeUp.wake(broadcasts, applied.toWake());
        BroadcastWakeUp.wake(broadcasts, faults.pause(applied.ofBroadcasts(), now));
        return applied.handled().size();
    }
}
