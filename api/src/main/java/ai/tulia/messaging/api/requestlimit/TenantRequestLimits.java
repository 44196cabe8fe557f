package ai.tulia.messaging.api.requestlimit;

import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Each tenant's limits: the operator's word, else the configuration's. Believed for 10 s. */
@Component
class TenantRequestLimits {
    private static final Duration CACHE_TTL = Duration.ofSeconds(10);
    private static final int MAX_CACHED = 10_000;

    private final RequestLimits defaults;
    private final TenantTransactions transactions;
    private final TenantQueries tenants;
    private final Clock clock;
    private final ConcurrentHashMap<UUID, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(RequestLimits limits, Instant at) {
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(CACHE_TTL));
        }
    }

    TenantRequestLimits(
            RequestLimitProperties properties, TenantTransactions transactions, TenantQueries tenants, Clock clock) {
        this.defaults = properties.limits();
        this.transactions = transactions;
        this.tenants = tenants;
        this.clock = clock;
    }

    RequestLimits of(UUID tenantId) {
        Instant now = clock.instant();
        Seen known = seen.get(tenantId);
        if (known != null && known.isFresh(now)) {
            return known.limits();
        }
        if (known == null && seen.size() >= MAX_CACHED) {
            seen.clear();
        }
        RequestLimits limits = read(tenantId, known);
        seen.put(tenantId, new Seen(limits, now));
        return limits;
    }

    /** While the ledger is away the last ones hold: that it is away, the route says, where it matters. */
    private RequestLimits read(UUID tenantId, @Nullable Seen last) {
        try {
            return transactions
                    .read(tenantId, () -> tenants.requestLimits(tenantId))
                    .over(defaults);
        } catch (DataAccessException | TransactionException e) {
            return last == null ? defaults : last.limits();
        }
    }
}
