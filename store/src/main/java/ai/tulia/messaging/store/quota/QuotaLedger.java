package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.quota.QuotaUsage;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The reservations as the ledger remembers them: what a lost Redis is refilled from. */
@Component
class QuotaLedger {
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    QuotaLedger(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Writes the units on the messages' rows; a row that says so already is left alone. */
    void remember(UUID tenantId, Map<UUID, Instant> granted) {
        if (granted.size() == 1) {
            granted.forEach((id, at) -> rememberOne(tenantId, id, at));
        } else if (!granted.isEmpty()) {
            transactions.callByKeys(
                    tenantId,
                    () -> jdbc.sql("""
                            update message m set reserved_at = g.at
                            from unnest(:ids::uuid[], :at::timestamptz[]) g (id, at)
                            where m.tenant_id = :tenant and m.id = any (:ids::uuid[]) and m.id = g.id
                                and m.reserved_at is distinct from g.at""")
                            .param("ids", Sql.texts(granted.keySet()))
                            .param("at", Sql.texts(granted.values()))
                            .param("tenant", tenantId)
                            .update());
        }
    }

    /** Always by the primary key, whatever the planner knows of the table. */
    private void rememberOne(UUID tenantId, UUID id, Instant at) {
        transactions.run(
                tenantId,
                () -> jdbc.sql("update message set reserved_at = :at"
                                + " where tenant_id = :tenant and id = :id and reserved_at is distinct from :at")
                        .param("at", Sql.utc(at))
                        .param("tenant", tenantId)
                        .param("id", id)
                        .update());
    }

    /** Of these messages, those that hold a unit, and since when. */
    Map<UUID, Instant> reserved(UUID tenantId, List<UUID> ids, Instant now) {
        return transactions.call(tenantId, () -> {
            var reserved = new HashMap<UUID, Instant>();
            jdbc.sql("""
                            select id, reserved_at from message
                            where tenant_id = :tenant and id = any (:ids::uuid[]) and reserved_at > :since""")
                    .param("tenant", tenantId)
                    .param("ids", Sql.texts(ids))
                    .param("since", Sql.utc(now.minus(QuotaUsage.WINDOW)))
                    .query((row, number) ->
                            reserved.put(row.getObject("id", UUID.class), Sql.instant(row, "reserved_at")))
                    .list();
            return reserved;
        });
    }

    /**
     * Of these, those without a unit and not in line for one, or without a row. Their rows are locked until the transaction
     * ends, for none to get a unit before; those that are locked already may be getting one.
     */
    List<UUID> withoutUnit(UUID tenantId, List<UUID> ids) {
        return jdbc.sql("""
                        with free as (
                            select id from message where tenant_id = :tenant and id = any (:ids::uuid[])
                                and reserved_at is null
                                and (status <> 'pending' or waiting_reason is distinct from :limit)
                            order by id for share skip locked)
                        select id from free union all
                        select id from unnest(:ids::uuid[]) a (id)
                        where not exists (select from message m where m.tenant_id = :tenant and m.id = a.id)""")
                .param("tenant", tenantId)
                .param("ids", Sql.texts(ids))
                .param("limit", WaitReason.DAILY_LIMIT.code())
                .query(UUID.class)
                .list();
    }

    /** Of these, those that ended without a unit, and stay so until the transaction ends: others may hold one again. */
    List<UUID> endedWithoutUnit(UUID tenantId, List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : transactions.callByKeys(
                        tenantId,
                        () -> jdbc.sql("""
                                        select id from message where tenant_id = :tenant and id = any (:ids::uuid[])
                                            and status <> 'pending' and reserved_at is null order by id for share""")
                                .param("tenant", tenantId)
                                .param("ids", Sql.texts(ids))
                                .query(UUID.class)
                                .list());
    }

    /** Streams the units taken since then, in chunks: a large tenant has a million. */
    void eachReservedSince(UUID tenantId, Instant since, int chunkSize, Consumer<Map<UUID, Instant>> consumer) {
        transactions.readByBlockRange(tenantId, () -> {
            var chunk = new HashMap<UUID, Instant>();
            jdbc.sql("select id, reserved_at from message where tenant_id = :tenant and reserved_at > :since")
                    .param("tenant", tenantId)
                    .param("since", Sql.utc(since))
                    .withFetchSize(chunkSize)
                    .query(row -> {
                        chunk.put(row.getObject("id", UUID.class), Sql.instant(row, "reserved_at"));
                        if (chunk.size() == chunkSize) {
                            consumer.accept(chunk);
                            chunk.clear();
                        }
                    });
            if (!chunk.isEmpty()) {
                consumer.accept(chunk);
            }
            return Boolean.TRUE;
        });
    }
}
