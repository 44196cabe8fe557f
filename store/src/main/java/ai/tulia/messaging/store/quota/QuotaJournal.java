package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.quota.QuotaUsage;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the counters are to learn of a tenant's units: those granted while they were away, and those released. */
@Component
class QuotaJournal {
    /** Another process may find the counters away when this one does not: what it journals counts here after that time. */
    private static final Duration EMPTY_REMEMBERED = Duration.ofMillis(200);
    /** After that time one caller looks again, for the many not to do so all at once. */
    private static final Duration ONE_LOOKS_AFTER = EMPTY_REMEMBERED.dividedBy(2);

    private static final int MAX_REMEMBERED = 10_000;

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final QuotaWindow window;
    private final QuotaLedger ledger;
    private final Map<UUID, Empty> foundEmpty = new ConcurrentHashMap<>();

    QuotaJournal(TenantTransactions transactions, JdbcClient jdbc, QuotaWindow window, QuotaLedger ledger) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.window = window;
        this.ledger = ledger;
    }

    /**
     * A tenant's had no units.
     *
     * @param since by this JVM's own clock
     */
    private record Empty(long since, AtomicBoolean lookedAgain) {
        boolean counts(long now) {
            long age = now - since;
            return age < ONE_LOOKS_AFTER.toNanos()
                    || age < EMPTY_REMEMBERED.toNanos() && !lookedAgain.compareAndSet(false, true);
        }
    }

    /**
     * Whether units were granted that the counters do not know of. That there are none is remembered for
     * {@link #EMPTY_REMEMBERED}: every claim asks.
     */
    boolean hasGrants(UUID tenantId) {
        long now = System.nanoTime();
        Empty empty = foundEmpty.get(tenantId);
        if (empty != null && empty.counts(now)) {
            return false;
        }
        boolean found = transactions.read(
                tenantId,
                () -> jdbc.sql("select exists (select from quota_grant_journal"
                                + " where tenant_id = :tenant and granted_at is not null)")
                        .param("tenant", tenantId)
                        .query(Boolean.class)
                        .single());
        if (found) {
            foundEmpty.remove(tenantId);
        } else {
            if (foundEmpty.size() >= MAX_REMEMBERED) {
                foundEmpty.clear();
            }
            foundEmpty.put(tenantId, new Empty(now, new AtomicBoolean()));
        }
        return found;
    }

    /** The counters are away: somebody may journal now. */
    void forgetEmpty(UUID tenantId) {
        foundEmpty.remove(tenantId);
    }

    /**
     * Grants without the counters, and journals it; a message that holds a unit keeps its time. One that is not in the
     * ledger yet is written with its unit by the same transaction.
     */
    Map<UUID, Instant> grant(UUID tenantId, List<UUID> ids, Instant now) {
        return transactions.call(tenantId, () -> {
            var granted = new HashMap<UUID, Instant>();
            jdbc.sql("""
                            with granted as (
                                update message set reserved_at = :reservedAt
                                where tenant_id = :tenant and id = any (:ids::uuid[])
                                    and (reserved_at is null or reserved_at <= :since)
                                returning id),
                            added as (
                                select id from unnest(:ids::uuid[]) a (id)
                                where not exists (select from message m where m.tenant_id = :tenant and m.id = a.id))
                            insert into quota_grant_journal (tenant_id, message_id, granted_at)
                            select :tenant::uuid, id, :reservedAt::timestamptz from granted union all
                            select :tenant::uuid, id, :reservedAt::timestamptz from added
                            on conflict (tenant_id, message_id) do update set granted_at = excluded.granted_at
                            returning message_id, granted_at""")
                    .param("reservedAt", Sql.utc(now))
                    .param("tenant", tenantId)
                    .param("ids", Sql.texts(ids))
                    .param("since", Sql.utc(now.minus(QuotaUsage.WINDOW)))
                    .query((row, number) ->
                            granted.put(row.getObject("message_id", UUID.class), Sql.instant(row, "granted_at")))
                    .list();
            if (granted.size() < ids.size()) {
                granted.putAll(ledger.reserved(tenantId, ids, now));
            }
            return granted;
        });
    }

    /**
     * Tells the counters of those that hold no unit, nor are about to: what somebody works on stays in the journal.
     *
     * @throws QuotaUnavailableException when Redis does not answer in time
     */
    void release(UUID tenantId, List<UUID> ids) {
        transactions.callByKeys(tenantId, () -> {
            List<UUID> released = ledger.withoutUnit(tenantId, ids);
            if (!released.isEmpty()) {
                window.release(tenantId, released);
            }
            return jdbc.sql("delete from quota_grant_journal"
                            + " where tenant_id = :tenant and message_id = any (:ids::uuid[]) and granted_at is null")
                    .param("tenant", tenantId)
                    .param("ids", Sql.texts(released))
                    .update();
        });
    }

    /**
     * Writes all of it into the counters, units with their own ids and times. Two at once wait for each other, so that
     * whoever returns knows that all of it counts.
     *
     * @return how many
     * @throws QuotaUnavailableException when Redis does not answer in time; the rest waits for the next time
     */
    int writeBack(UUID tenantId) {
        int written = 0;
        for (int chunk = QuotaScript.MAX_IDS; chunk == QuotaScript.MAX_IDS; written += chunk) {
            chunk = writeBackChunk(tenantId);
        }
        return written;
    }

    /** The rows are gone only if Redis has taken them: it is told before the commit. */
    private int writeBackChunk(UUID tenantId) {
        return transactions.call(tenantId, () -> {
            var granted = new HashMap<UUID, Instant>();
            var released = new ArrayList<UUID>();
            jdbc.sql("""
                            delete from quota_grant_journal where tenant_id = :tenant and message_id in (
                                select message_id from quota_grant_journal where tenant_id = :tenant
                                order by granted_at is null, message_id limit :limit for update)
                            returning message_id, granted_at""")
                    .param("tenant", tenantId)
                    .param("limit", QuotaScript.MAX_IDS)
                    .query((row, number) -> {
                        UUID id = row.getObject("message_id", UUID.class);
                        Instant at = Sql.instant(row, "granted_at");
                        return at == null ? released.add(id) : granted.put(id, at);
                    })
                    .list();
            if (!granted.isEmpty()) {
                window.restore(tenantId, granted);
            }
            List<UUID> ended = ledger.endedWithoutUnit(tenantId, released);
            if (!ended.isEmpty()) {
                window.release(tenantId, ended);
            }
            return granted.size() + released.size();
        });
    }
}
