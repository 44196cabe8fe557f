package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.quota.QuotaUsage;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a tenant has used of its limit, as the ledger counts it. */
@Component
class QuotaUsageQueries {
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    QuotaUsageQueries(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** When the units were taken, oldest first. */
    List<Instant> takenSince(UUID tenantId, Instant since) {
        return transactions.readByBlockRange(
                tenantId,
                () -> jdbc.sql("select reserved_at from message where tenant_id = :tenant and reserved_at > :since"
                                + " order by reserved_at")
                        .param("tenant", tenantId)
                        .param("since", Sql.utc(since))
                        .withFetchSize(QuotaScript.MAX_IDS)
                        .query((row, number) -> java.util.Objects.requireNonNull(Sql.instant(row, "reserved_at")))
                        .list());
    }

    QuotaUsage usage(UUID tenantId, @Nullable Long limit, Instant now) {
        Instant since = now.minus(QuotaUsage.WINDOW);
        return transactions.readByBlockRange(tenantId, () -> {
            long used = jdbc.sql("select count(*) from message where tenant_id = :tenant and reserved_at > :since")
                    .param("tenant", tenantId)
                    .param("since", Sql.utc(since))
                    .query(Long.class)
                    .single();
            Instant freeAt = limit == null || limit == 0 || used < limit
                    ? null
                    : reservedAt(tenantId, since, used - limit).plus(QuotaUsage.WINDOW);
            return new QuotaUsage(used, limit, 0, freeAt, QuotaUsage.Source.LEDGER);
        });
    }

    private Instant reservedAt(UUID tenantId, Instant since, long index) {
        return jdbc.sql("select reserved_at from message where tenant_id = :tenant and reserved_at > :since"
                        + " order by reserved_at offset :offset limit 1")
                .param("tenant", tenantId)
                .param("since", Sql.utc(since))
                .param("offset", index)
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
