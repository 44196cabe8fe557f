package ai.tulia.messaging.worker.erasure;

import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.erasure.CustomerEraser;
import ai.tulia.messaging.store.erasure.CustomerErasureRepository;
import ai.tulia.messaging.store.erasure.CustomerErasureRepository.Claimed;
import ai.tulia.messaging.store.sweep.DueErasureQueries;
import ai.tulia.messaging.store.sweep.DueErasureQueries.DueErasure;
import ai.tulia.messaging.worker.background.BackgroundRun;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Runs erasures: once nothing of a customer's is under way, all that is held of the person leaves, page by page. A
 * worker that dies leaves one to the others, who go on where it was; a minute after it is done it is looked through once more,
 * for what was being written meanwhile.
 */
@Component
@ConditionalOnProperty({"tulia.db.sweeper-password", "tulia.db.eraser-password"})
public class ErasureJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureJob.class);
    private static final int AT_ONCE = 100;
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    private final DueErasureQueries due;
    private final TenantTransactions transactions;
    private final CustomerErasureRepository erasures;
    private final CustomerEraser eraser;
    private final ErasureOfCustomer rest;
    private final LedgerClock clock;
    private final BackgroundRun run = new BackgroundRun();

    ErasureJob(
            DueErasureQueries due,
            TenantTransactions transactions,
            CustomerErasureRepository erasures,
            CustomerEraser eraser,
            ErasureOfCustomer rest,
            LedgerClock clock) {
        this.due = due;
        this.transactions = transactions;
        this.erasures = erasures;
        this.eraser = eraser;
        this.rest = rest;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.erasure-interval:1s}")
    void start() {
        run.start(this::eraseDue);
    }

    /** Those that are due now; what another worker has is left to it. */
    public void eraseDue() {
        try {
            for (DueErasure each : due.erasures(clock.now(), AT_ONCE)) {
                erase(each.tenantId(), each.customerId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("pending erasures were not read: {}", e.getClass().getSimpleName());
        }
    }

    private void erase(UUID tenantId, UUID customerId) throws InterruptedException {
        try {
            Optional<Claimed> claimed =
                    transactions.call(tenantId, () -> erasures.claim(tenantId, customerId, clock.now()));
            if (claimed.isEmpty()) {
                return;
            }
            if (transactions.call(tenantId, () -> eraser.proceed(tenantId, customerId, clock.now()))) {
                rest.erase(tenantId, customerId, claimed.get());
            } else {
                transactions.run(
                        tenantId,
                        () -> erasures.lookAgain(
                                tenantId, customerId, clock.now().plus(UNDER_WAY)));
            }
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            // Of one customer: the others' go on. Its text may quote a row.
            LOG.warn(
                    "erasure of customer {} of tenant {} failed: {}",
                    customerId,
                    tenantId,
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
