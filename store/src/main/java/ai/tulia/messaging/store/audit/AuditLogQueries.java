package ai.tulia.messaging.store.audit;

import ai.tulia.messaging.store.database.TenantTransactions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The audit log as a tenant reads its own. */
@Component
public class AuditLogQueries {
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    AuditLogQueries(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * Newest first.
     *
     * @param action the code of an {@link AuditAction}; null = any
     * @param below ids below this one; null = from the newest
     */
    public List<AuditEntry> page(UUID tenantId, @Nullable String action, @Nullable UUID below, int limit) {
        return transactions.read(tenantId, () -> AuditSql.page(jdbc, tenantId, action, below, limit));
    }
}
