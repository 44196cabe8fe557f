package ai.tulia.messaging.store.apikey;

import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditActor;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When keys were last used, on their rows; how often they were refused, and their first use, in the audit log. */
@Component
class KeyActivityRepository {
    /** Several processes see the same key: less than so much later says nothing new. */
    private static final Duration LAST_USE_WRITTEN_EVERY = Duration.ofSeconds(45);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final AuditLog audit;

    KeyActivityRepository(TenantTransactions transactions, JdbcClient jdbc, AuditLog audit) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Of one tenant, in one transaction. @param keys when each was last used */
    void writeUses(UUID tenantId, Map<UUID, Instant> keys) {
        var noted = List.copyOf(keys.entrySet());
        transactions.run(tenantId, () -> {
            List<FirstUse> first = jdbc.sql("""
                            with used as (
                                select k.id, k.last_used_at as before, u.at
                                from unnest(:ids::uuid[], :ats::timestamptz[]) u (id, at)
                                join api_key k on k.tenant_id = :tenant and k.id = u.id
                                    and (k.last_used_at is null or k.last_used_at < u.at - :apart::interval)
                                order by k.id for update of k)
                            update api_key k set last_used_at = used.at from used
                            where k.tenant_id = :tenant and k.id = used.id
                            returning k.id, used.at, used.before is null as first""")
                    .param(
                            "ids",
                            Sql.texts(noted.stream().map(Map.Entry::getKey).toList()))
                    .param(
                            "ats",
                            Sql.texts(noted.stream().map(Map.Entry::getValue).toList()))
                    .param("tenant", tenantId)
                    .param("apart", LAST_USE_WRITTEN_EVERY.toString())
                    .query((row, number) -> FirstUse.read(row))
                    .list();
            for (FirstUse use : first) {
                if (use.first()) {
                    audit.add(
                            AuditEvent.byKey(tenantId, use.id(), AuditAction.API_KEY_FIRST_USED, use.id(), Map.of()),
                            use.at());
                }
            }
        });
    }

    private record FirstUse(UUID id, Instant at, boolean first) {
        static FirstUse read(ResultSet row) throws SQLException {
            return new FirstUse(
                    Objects.requireNonNull(Sql.uuid(row, "id")),
                    Objects.requireNonNull(Sql.instant(row, "at")),
                    row.getBoolean("first"));
        }
    }

    /** @param keyId null = none that there is */
    void writeRefusals(UUID tenantId, @Nullable UUID keyId, String reason, long requests, Instant now) {
        var event = new AuditEvent(
                tenantId,
                keyId == null ? AuditActor.UNKNOWN : AuditActor.key(keyId),
                AuditAction.API_KEY_REFUSED,
                keyId == null ? null : keyId.toString(),
                Map.of("reason", reason, "requests", requests));
        transactions.run(tenantId, () -> audit.add(event, now));
    }
}
