package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.SweeperDatabase;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.notice.QuotaWarnings;
import ai.tulia.messaging.store.tenant.TenantReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the counters, once they are back, of the places granted and released while they were away, and the tenant how
 * full its day is: whoever took those places could not count.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class QuotaJournal {
    private final SweeperDatabase sweeper;
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final QuotaWindow window;
    private final QuotaLedger ledger;
    private final QuotaWarnings warnings;
    private final TenantReader tenants;
    private final Clock clock;

    QuotaJournal(
            SweeperDatabase sweeper,
            TenantTransactions transactions,
            JdbcClient jdbc,
            QuotaWindow window,
            QuotaLedger ledger,
            QuotaWarnings warnings,
            TenantReader tenants,
            Clock clock) {
        this.sweeper = sweeper;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.window = window;
        this.ledger = ledger;
        this.warnings = warnings;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Writes journaled places into the counters with their own ids and times, and releases those journaled as released;
     * takes both off the journal. Safe to run in many processes and to run again.
     *
     * @return how many; those left when Redis is still away wait for the next time
     */
    public int writeBack() {
        List<UUID> tenants = sweeper.jdbc()
                .sql("select distinct tenant_id from quota_grant_journal")
                .query(UUID.class)
                .list();
        int written = 0;
        for (UUID tenantId : tenants) {
            int chunk;
            do {
                try {
                    chunk = writeBackChunk(tenantId);
                } catch (CountersAwayException e) {
                    return written;
                }
                written += chunk;
            } while (chunk == QuotaScript.MOST_IDS);
            warn(tenantId);
        }
        return written;
    }

    private void warn(UUID tenantId) {
        Long limit =
                transactions.call(tenantId, () -> tenants.settings(tenantId)).dailyLimit();
        Instant now = clock.instant();
        warnings.check(tenantId, ledger.usage(tenantId, limit, now).used(), limit, now);
    }

    /** The rows are gone only if Redis has taken them: it is told before the commit. */
    private int writeBackChunk(UUID tenantId) {
        return transactions.call(tenantId, () -> {
            var granted = new HashMap<UUID, Instant>();
            var released = new ArrayList<UUID>();
            jdbc.sql("""
                            delete from quota_grant_journal where tenant_id = ? and message_id in (
                                select message_id from quota_grant_journal where tenant_id = ?
                                order by message_id limit ? for update skip locked)
                            returning message_id, granted_at""")
                    .param(tenantId)
                    .param(tenantId)
                    .param(QuotaScript.MOST_IDS)
                    .query((row, number) -> {
                        UUID id = row.getObject("message_id", UUID.class);
                        Instant at = Sql.instant(row, "granted_at");
                        return at == null ? released.add(id) : granted.put(id, at);
                    })
                    .list();
            if (!granted.isEmpty()) {
                window.restore(tenantId, granted, null);
            }
            List<UUID> ended = ledger.endedWithout(tenantId, released);
            if (!ended.isEmpty()) {
                window.release(tenantId, ended);
            }
            return granted.size() + released.size();
        });
    }
}
