package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.AttemptOutcomes;
import ai.tulia.messaging.store.quota.QuotaCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Records what POSTs came to, of a single message and of a batch alike. While the ledger is unavailable the outcomes are
 * kept and written again; one that comes late still settles an attempt that was taken for lost.
 */
@Component
public class OutcomeRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    /** How long a caller waits for the ledger, once the provider has answered. */
    private static final Duration CALLER_WAITS = Duration.ofSeconds(2);

    private final TenantTransactions transactions;
    private final AttemptOutcomes outcomes;
    private final RecipientFailures failures;
    private final QuotaCounters counters;
    private final ExecutorService later = Executors.newVirtualThreadPerTaskExecutor();

    OutcomeRecorder(
            TenantTransactions transactions,
            AttemptOutcomes outcomes,
            RecipientFailures failures,
            QuotaCounters counters) {
        this.transactions = transactions;
        this.outcomes = outcomes;
        this.failures = failures;
        this.counters = counters;
    }

    @Override
    public void close() {
        // What is still being written is finished, within AttemptLimits.RECORD_WITHIN.
        later.close();
    }

    /**
     * @param alongside what else belongs into the same transaction
     * @param callerWaits whether somebody waits for an answer, who is not to wait for a ledger that is away
     * @throws DataAccessException when the ledger was away for too long; where a caller waits, the outcomes are still kept
     */
    public void record(UUID tenantId, List<AttemptResult> results, Instant at, Runnable alongside, boolean callerWaits)
            throws InterruptedException {
        var writing = new Writing(tenantId, results, at, alongside, System.nanoTime());
        if (!callerWaits) {
            writing.within(AttemptLimits.RECORD_WITHIN);
            return;
        }
        try {
            writing.within(CALLER_WAITS);
        } catch (DataAccessException | TransactionException e) {
            later.execute(writing::toTheEnd);
            throw e;
        }
    }

    /** Outcomes on their way into the ledger. */
    private final class Writing {
        private final UUID tenantId;
        private final List<AttemptResult> results;
        private final Instant at;
        private final Runnable alongside;
        private final long started;

        Writing(UUID tenantId, List<AttemptResult> results, Instant at, Runnable alongside, long started) {
            this.tenantId = tenantId;
            this.results = results;
            this.at = at;
            this.alongside = alongside;
            this.started = started;
        }

        void within(Duration limit) throws InterruptedException {
            while (true) {
                try {
                    transactions.callByKeys(tenantId, this::write);
                    break;
                } catch (DataAccessException | TransactionException e) {
                    if (System.nanoTime() - started > limit.toNanos()) {
                        throw e;
                    }
                    LOG.warn(
                            "outcomes not written yet, ledger unavailable: {}",
                            e.getClass().getSimpleName());
                    Thread.sleep(RETRY_INTERVAL);
                }
            }
            // Refused by the provider: it never counted there, so it does not count here.
            counters.releaseInRedis(
                    tenantId,
                    results.stream()
                            .filter(AttemptResult::isRefused)
                            .map(result -> result.attempt().row().ref().messageId())
                            .toList());
        }

        private boolean write() {
            List<RecipientFailures.Failure> failed =
                    results.stream().flatMap(AttemptResult::failure).toList();
            failures.lock(
                    tenantId,
                    failed.stream()
                            .filter(failure -> RecipientFailures.concernsRecipient(failure.error()))
                            .map(RecipientFailures.Failure::customerId)
                            .toList());
            outcomes.settle(
                    tenantId, results.stream().map(AttemptResult::outcome).toList(), at);
            failures.record(tenantId, failed, at);
            alongside.run();
            return true;
        }

        void toTheEnd() {
            try {
                within(AttemptLimits.RECORD_WITHIN);
            } catch (DataAccessException | TransactionException e) {
                LOG.warn(
                        "outcomes were not written, their attempts are lost: {}",
                        e.getClass().getSimpleName());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
