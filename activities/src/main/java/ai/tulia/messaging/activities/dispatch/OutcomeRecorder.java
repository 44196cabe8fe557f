package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.AttemptOutcomes;
import ai.tulia.messaging.store.quota.QuotaCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
public class OutcomeRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final TenantTransactions transactions;
    private final AttemptOutcomes outcomes;
    private final RecipientFailures failures;
    private final QuotaCounters counters;

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

    /** @param alongside what else belongs into the same transaction */
    public void record(UUID tenantId, List<AttemptResult> results, Instant at, Runnable alongside)
            throws InterruptedException {
        // Refused by the provider: it never counted there, so it does not count here.
        List<UUID> refused = results.stream()
                .filter(AttemptResult::isRefused)
                .map(result -> result.attempt().row().ref().messageId())
                .toList();
        retrying(() -> transactions.callByKeys(tenantId, () -> {
            outcomes.settle(
                    tenantId, results.stream().map(AttemptResult::outcome).toList(), at);
            failures.record(
                    tenantId, results.stream().flatMap(AttemptResult::failure).toList(), at);
            alongside.run();
            return Boolean.TRUE;
        }));
        counters.releaseInRedis(tenantId, refused);
    }

    private static void retrying(Runnable work) throws InterruptedException {
        long started = System.nanoTime();
        while (true) {
            try {
                work.run();
                return;
            } catch (DataAccessException | TransactionException e) {
                if (System.nanoTime() - started > AttemptLimits.RECORD_WITHIN.toNanos()) {
                    throw e;
                }
                LOG.warn(
                        "ledger unavailable; outcomes are kept and written again: {}",
                        e.getClass().getSimpleName());
                Thread.sleep(RETRY_INTERVAL);
            }
        }
    }
}
