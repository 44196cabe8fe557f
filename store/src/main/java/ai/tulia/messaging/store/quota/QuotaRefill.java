package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.quota.QuotaUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Fills the rolling 24 h of a Redis that has lost it, or has an older one, from the ledger. */
@Component
class QuotaRefill {
    /** Who finds a refill of its tenant under way waits for it, and counts Redis as away when it takes longer. */
    private static final Duration REFILLED_WITHIN = Duration.ofSeconds(2);

    private final QuotaWindow window;
    private final QuotaLedger ledger;
    private final List<ReentrantLock> refilling =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    QuotaRefill(QuotaWindow window, QuotaLedger ledger) {
        this.window = window;
        this.ledger = ledger;
    }

    /** @throws QuotaUnavailableException when another one of the tenant takes too long, or Redis does not answer in time */
    void run(UUID tenantId, QuotaWindowIncompleteException cold) {
        ReentrantLock lock = refilling.get(Math.floorMod(tenantId.hashCode(), refilling.size()));
        boolean mine = lock.tryLock();
        try {
            if (mine) {
                fill(tenantId, cold);
            } else if (!(mine = lock.tryLock(REFILLED_WITHIN.toMillis(), TimeUnit.MILLISECONDS))) {
                throw new QuotaUnavailableException("the window is being refilled", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuotaUnavailableException("interrupted", e);
        } finally {
            if (mine) {
                lock.unlock();
            }
        }
    }

    private void fill(UUID tenantId, QuotaWindowIncompleteException cold) {
        var sameRun = new AtomicBoolean(true);
        ledger.eachReservedSince(tenantId, cold.now().minus(QuotaUsage.WINDOW), QuotaScript.MAX_IDS, chunk -> {
            if (sameRun.get()) {
                sameRun.set(window.refill(tenantId, chunk, cold, false));
            }
        });
        if (sameRun.get()) {
            window.refill(tenantId, Map.of(), cold, true);
        }
    }
}
