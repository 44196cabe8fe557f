package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    /** Writes the places on the messages' rows; a row that says so already is left alone. */
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
                            .param("ids", texts(granted.keySet()))
                            .param("at", texts(granted.values()))
                            .param("tenant", tenantId)
                            .update());
        }
    }

    /** Always by the primary key, whatever the planner knows of the table. */
    private void rememberOne(UUID tenantId, UUID id, Instant at) {
        transactions.run(
                tenantId,
                () -> jdbc.sql("update message set reserved_at = ?"
                                + " where tenant_id = ? and id = ? and reserved_at is distinct from ?")
                        .param(Sql.utc(at))
                        .param(tenantId)
                        .param(id)
                        .param(Sql.utc(at))
                        .update());
    }

    /** Grants without the counters, and journals it; a message that holds a place keeps its time. */
    Map<UUID, Instant> grantJournaled(UUID tenantId, List<UUID> ids, Instant now) {
        return transactions.call(tenantId, () -> {
            jdbc.sql("""
                            with granted as (
                                update message set reserved_at = ?
                                where tenant_id = ? and id = any (?::uuid[])
                                    and (reserved_at is null or reserved_at <= ?)
                                returning tenant_id, id, reserved_at)
                            insert into quota_grant_journal (tenant_id, message_id, granted_at)
                            select tenant_id, id, reserved_at from granted
                            on conflict (tenant_id, message_id) do update set granted_at = excluded.granted_at""")
                    .param(Sql.utc(now))
                    .param(tenantId)
                    .param(texts(ids))
                    .param(Sql.utc(now.minus(QuotaWindow.LENGTH)))
                    .update();
            return held(tenantId, ids, now);
        });
    }

    /** Of these messages, those that hold a place, and since when. */
    Map<UUID, Instant> held(UUID tenantId, List<UUID> ids, Instant now) {
        return transactions.call(tenantId, () -> {
            var held = new HashMap<UUID, Instant>();
            jdbc.sql("""
                            select id, reserved_at from message
                            where tenant_id = ? and id = any (?::uuid[]) and reserved_at > ?""")
                    .param(tenantId)
                    .param(texts(ids))
                    .param(Sql.utc(now.minus(QuotaWindow.LENGTH)))
                    .query((row, number) -> held.put(row.getObject("id", UUID.class), Sql.instant(row, "reserved_at")))
                    .list();
            return held;
        });
    }

    /** They take no place from now on; that the counters are to learn of it stands in the journal, until they know. */
    void forget(UUID tenantId, List<UUID> ids) {
        transactions.run(tenantId, () -> {
            jdbc.sql("update message set reserved_at = null"
                            + " where tenant_id = ? and id = any (?::uuid[]) and reserved_at is not null")
                    .param(tenantId)
                    .param(texts(ids))
                    .update();
            jdbc.sql("""
                            insert into quota_grant_journal (tenant_id, message_id, granted_at)
                            select ?, id, null from unnest(?::uuid[]) id order by id
                            on conflict (tenant_id, message_id) do update set granted_at = null""").param(tenantId).param(texts(ids)).update();
        });
    }

    /** The counters know that these take no place. */
    void released(UUID tenantId, List<UUID> ids) {
        transactions.callByKeys(
                tenantId,
                () -> jdbc.sql("delete from quota_grant_journal"
                                + " where tenant_id = ? and message_id = any (?::uuid[]) and granted_at is null")
                        .param(tenantId)
                        .param(texts(ids))
                        .update());
    }

    /** Of these, those that ended without a place, and stay so until the transaction ends: others may hold one again. */
    List<UUID> endedWithout(UUID tenantId, List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : transactions.callByKeys(
                        tenantId,
                        () -> jdbc.sql("""
                                        select id from message where tenant_id = ? and id = any (?::uuid[])
                                            and status <> 'pending' and reserved_at is null order by id for share""")
                                .param(tenantId)
                                .param(texts(ids))
                                .query(UUID.class)
                                .list());
    }

    /** Streams the places taken since then, in chunks: a large tenant has a million. */
    void eachReservedSince(UUID tenantId, Instant since, int chunkSize, Consumer<Map<UUID, Instant>> consumer) {
        transactions.run(tenantId, () -> {
            var chunk = new HashMap<UUID, Instant>();
            jdbc.sql("select id, reserved_at from message where tenant_id = ? and reserved_at > ?")
                    .param(tenantId)
                    .param(Sql.utc(since))
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
        });
    }

    /** When the places were taken, oldest first. */
    List<Instant> takenSince(UUID tenantId, Instant since) {
        return transactions.call(
                tenantId,
                () -> jdbc.sql("select reserved_at from message where tenant_id = ? and reserved_at > ?"
                                + " order by reserved_at")
                        .param(tenantId)
                        .param(Sql.utc(since))
                        .withFetchSize(QuotaScript.MOST_IDS)
                        .query((row, number) -> java.util.Objects.requireNonNull(Sql.instant(row, "reserved_at")))
                        .list());
    }

    QuotaUsage usage(UUID tenantId, @Nullable Long limit, Instant now) {
        Instant since = now.minus(QuotaWindow.LENGTH);
        return transactions.call(tenantId, () -> {
            long used = jdbc.sql("select count(*) from message where tenant_id = ? and reserved_at > ?")
                    .param(tenantId)
                    .param(Sql.utc(since))
                    .query(Long.class)
                    .single();
            Instant freeAt = limit == null || limit == 0 || used < limit
                    ? null
                    : reservedAt(tenantId, since, used - limit).plus(QuotaWindow.LENGTH);
            return new QuotaUsage(used, limit, 0, freeAt, QuotaUsage.Source.LEDGER);
        });
    }

    private Instant reservedAt(UUID tenantId, Instant since, long index) {
        return jdbc.sql("select reserved_at from message where tenant_id = ? and reserved_at > ?"
                        + " order by reserved_at offset ? limit 1")
                .param(tenantId)
                .param(Sql.utc(since))
                .param(index)
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static String[] texts(Iterable<?> values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.toString()));
        return texts.toArray(String[]::new);
    }
}
