package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.store.database.SweeperDatabase;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.notice.QuotaWarnings;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Tells the counters, of all tenants, what stands in the journal, and the tenant how full its day is: whoever took its
 * units while the counters were away could not count.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class QuotaJournalSweeper {
    private final SweeperDatabase sweeper;
    private final TenantTransactions transactions;
    private final QuotaJournal journal;
    private final QuotaUsageQueries usages;
    private final QuotaWarnings warnings;
    private final TenantQueries tenants;
    private final Clock clock;

    QuotaJournalSweeper(
            SweeperDatabase sweeper,
            TenantTransactions transactions,
            QuotaJournal journal,
            QuotaUsageQueries usages,
            QuotaWarnings warnings,
            TenantQueries tenants,
            Clock clock) {
        this.sweeper = sweeper;
        this.transactions = transactions;
        this.journal = journal;
        this.usages = usages;
        this.warnings = warnings;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Safe to run in many processes and to run again. @return how many rows; while Redis is away the rest waits */
    public int writeBack() {
        List<UUID> withRows = sweeper.jdbc()
                .sql("select distinct tenant_id from quota_grant_journal")
                .query(UUID.class)
                .list();
        int written = 0;
        for (UUID tenantId : withRows) {
            try {
                written += journal.writeBack(tenantId);
            } catch (QuotaUnavailableException e) {
                return written;
            }
            warn(tenantId);
        }
        return written;
    }

    private void warn(UUID tenantId) {
        Long limit =
                transactions.call(tenantId, () -> tenants.settings(tenantId)).dailyLimit();
        Instant now = clock.instant();
        warnings.check(tenantId, usages.usage(tenantId, limit, now).used(), limit, now);
    }
}
