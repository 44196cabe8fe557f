package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.ExpiredIdempotencyKeys;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Once a minute, in small steps, so that it never blocks the ledger. */
@Component
class IdempotencyKeyPurgeJob {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyKeyPurgeJob.class);
    private static final int STEP = 1_000;
    private static final int STEPS = 50;

    private final ObjectProvider<ExpiredIdempotencyKeys> old;

    IdempotencyKeyPurgeJob(ObjectProvider<ExpiredIdempotencyKeys> old) {
        this.old = old;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        ExpiredIdempotencyKeys keys = old.getIfAvailable();
        if (keys != null) {
            purge(keys::remove);
            purge(keys::removeDedupeKeys);
        }
    }

    /** @param remove at most so many, and tells how many there were */
    private static void purge(IntUnaryOperator remove) {
        try {
            for (int i = 0; i < STEPS && remove.applyAsInt(STEP) == STEP; i++) {
                log.debug("removed {} old idempotency keys", STEP);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("old idempotency keys were not removed: {}", e.getClass().getName());
        }
    }
}
