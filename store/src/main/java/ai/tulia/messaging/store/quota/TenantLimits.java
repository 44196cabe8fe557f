package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The daily limit of a tenant's tier, as it stands now. */
@Component
public class TenantLimits {
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    TenantLimits(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** @param daily messages in any 24 h; null = unlimited */
    public record TenantLimit(@Nullable Long daily, ZoneId zone) {}

    public TenantLimit of(UUID tenantId) {
        return transactions.call(
                tenantId,
                () -> jdbc.sql("select daily_limit, time_zone from tenant join tier on tier.name = tenant.tier"
                                + " where tenant_id = ?")
                        .param(tenantId)
                        .query((row, number) -> new TenantLimit(
                                row.getObject("daily_limit", Long.class), ZoneId.of(row.getString("time_zone"))))
                        .single());
    }
}
