package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.temporal.BroadcastWorkflows;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.SuspendedMessages;
import ai.tulia.messaging.store.tenant.Tenant;
import ai.tulia.messaging.store.tenant.TenantLifecycle;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Suspends tenants, and lets go on what waited for it: due in the ledger at once, found there by the sweeper. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
class TenantSuspension {
    private static final int PAGE = 1_000;
    /** A caller waits for them; what is more goes on when it is looked at again, within the hour, or by another resume. */
    private static final int MAX_PAGES = 100;
    /** Of broadcasts; the sweeper signals the others. */
    private static final int MAX_SIGNALS = 20;

    private final TenantLifecycle tenants;
    private final TenantTransactions transactions;
    private final SuspendedMessages suspended;
    private final BroadcastWorkflows broadcasts;
    private final Clock clock;

    TenantSuspension(
            TenantLifecycle tenants,
            TenantTransactions transactions,
            SuspendedMessages suspended,
            BroadcastWorkflows broadcasts,
            Clock clock) {
        this.tenants = tenants;
        this.transactions = transactions;
        this.suspended = suspended;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    /** Empty when there is no such tenant. */
    Optional<Tenant> suspend(UUID id) {
        return tenants.suspend(id);
    }

    /** Empty when there is no such tenant. Resumed twice it is resumed once, and what still waits is looked at again. */
    Optional<Tenant> resume(UUID id) {
        Optional<Tenant> resumed = tenants.resume(id);
        if (resumed.filter(tenant -> !tenant.isArchived()).isPresent()) {
            wake(id, clock.instant());
        }
        return resumed;
    }

    private void wake(UUID id, Instant now) {
        transactions.call(id, () -> suspended.wakeBroadcasts(id)).stream()
                .limit(MAX_SIGNALS)
                .forEach(broadcasts::wake);
        @Nullable UUID last = null;
        for (int i = 0; i < MAX_PAGES; i++) {
            UUID after = last;
            List<UUID> page = transactions.callByKeys(id, () -> suspended.wake(id, after, PAGE, now));
            if (page.size() < PAGE) {
                return;
            }
            last = page.getLast();
        }
    }
}
