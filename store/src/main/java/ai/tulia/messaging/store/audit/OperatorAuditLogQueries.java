package ai.tulia.messaging.store.audit;

import ai.tulia.messaging.store.database.OperatorDatabase;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The audit log of all tenants, as the operator reads it. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class OperatorAuditLogQueries {
    private final OperatorDatabase ledger;

    OperatorAuditLogQueries(OperatorDatabase ledger) {
        this.ledger = ledger;
    }

    /**
     * Newest first.
     *
     * @param tenantId null = all, and what is of no one tenant
     * @param action the code of an {@link AuditAction}; null = any
     * @param below ids below this one; null = from the newest
     */
    public List<AuditEntry> page(@Nullable UUID tenantId, @Nullable String action, @Nullable UUID below, int limit) {
        return ledger.call(jdbc -> AuditSql.page(jdbc, tenantId, action, below, limit));
    }
}
