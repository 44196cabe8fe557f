package ai.tulia.messaging.worker.reconcile;

import ai.tulia.messaging.activities.reconcile.ReconcileProperties;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.notice.UnknownOverdue;
import ai.tulia.messaging.store.reconcile.MissingReceiptRepository;
import ai.tulia.messaging.store.sweep.UnsettledQueries;
import ai.tulia.messaging.workflows.reconcile.ReconcileWorkflowStarter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Starts a reconciliation wherever one is due and none runs, and tells whom none helps. */
@Component
class ReconcileSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileSweeper.class);

    private final UnsettledQueries unsettled;
    private final UnknownOverdue overdue;
    private final ReconcileWorkflowStarter workflows;
    private final ReconcileProperties properties;
    private final LedgerClock clock;
    private final AtomicLong oldestUnknownSeconds = new AtomicLong();
    /** Up to when, by their time of sending, messages without a receipt were found by this process. */
    private @Nullable Instant receiptsFoundUntil;

    ReconcileSweeper(
            UnsettledQueries unsettled,
            UnknownOverdue overdue,
            ReconcileWorkflowStarter workflows,
            ReconcileProperties properties,
            LedgerClock clock,
            MeterRegistry meters) {
        this.unsettled = unsettled;
        this.overdue = overdue;
        this.workflows = workflows;
        this.properties = properties;
        this.clock = clock;
        TimeGauge.builder("tulia.unknown.oldest", oldestUnknownSeconds, TimeUnit.SECONDS, AtomicLong::doubleValue)
                .description("for how long the oldest attempt without a usable answer is unsettled")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${tulia.sweep-interval:10s}", initialDelayString = "${tulia.sweep-delay:1s}")
    void sweep() {
        try {
            int started = sweepOnce(clock.now());
            if (started > 0) {
                LOG.info("started {} reconciliations", started);
            }
        } catch (RuntimeException e) {
            LOG.warn("the sweep failed: {}", e.getClass().getSimpleName());
        }
    }

    /** @return how many were started */
    int sweepOnce(Instant now) {
        oldestUnknownSeconds.set(unsettled
                .oldestUnknown()
                .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .orElse(0L));
        Set<UUID> tenants = new HashSet<>(unsettled.withUnknownAttempts(properties.reconcileAfter(), now));
        Instant until = now.minus(properties.receiptAfter());
        Instant from = receiptsFoundUntil == null ? now.minus(MissingReceiptRepository.HORIZON) : receiptsFoundUntil;
        tenants.addAll(unsettled.withoutReceipt(from, until));
        tenants.addAll(unsettled.notListedSince(now.minus(properties.listInboundAfter())));
        int started = 0;
        for (UUID tenant : tenants) {
            started += workflows.start(tenant) ? 1 : 0;
        }
        receiptsFoundUntil = until;
        Instant tolerated = now.minus(properties.unknownNoticeAfter());
        unsettled.withUnknownAttemptsSinceBefore(tolerated).forEach(tenant -> overdue.warn(tenant, tolerated, now));
        return started;
    }
}
