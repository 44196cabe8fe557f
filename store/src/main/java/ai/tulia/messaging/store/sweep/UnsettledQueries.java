package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.database.SweeperDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds across tenants whose provider is to be asked what became of messages. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class UnsettledQueries {
    /** By the index, one look-up for each tenant, however many attempts it has. */
    private static final String TENANTS = """
            with recursive tenants as (
                (select tenant_id from unknown_attempt order by tenant_id limit 1)
                union all
                select (select u.tenant_id from unknown_attempt u
                    where u.tenant_id > t.tenant_id order by u.tenant_id limit 1)
                from tenants t where t.tenant_id is not null)
            """;

    private final SweeperDatabase ledger;

    UnsettledQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** Tenants with attempts that are due to be looked for. @param after how long after it ended an attempt is first */
    public List<UUID> withUnknownAttempts(Duration after, Instant now) {
        return ledger.jdbc()
                .sql(TENANTS + """
                        select tenant_id from tenants t where exists (select from unknown_attempt u
                                where u.tenant_id = t.tenant_id and u.next_look_at <= :now)
                            or exists (select from unknown_attempt u
                                where u.tenant_id = t.tenant_id and u.next_look_at is null and u.since <= :first)""")
                .param("now", utc(now))
                .param("first", utc(now.minus(after)))
                .query(UUID.class)
                .list();
    }

    /** Tenants with attempts that ended before this time; ones that were settled may count until the next look. */
    public List<UUID> withUnknownAttemptsSinceBefore(Instant time) {
        return ledger.jdbc()
                .sql(TENANTS + """
                        select tenant_id from tenants t where exists (select from unknown_attempt u
                            where u.tenant_id = t.tenant_id and u.since < :time)""")
                .param("time", utc(time))
                .query(UUID.class)
                .list();
    }

    /** Tenants with messages sent in this time that have no receipt. */
    public List<UUID> withoutReceipt(Instant from, Instant until) {
        return ledger.jdbc()
                .sql("select distinct tenant_id from message"
                        + " where sent_at >= :from and sent_at < :until and state = 'SENT'")
                .param("from", utc(from))
                .param("until", utc(until))
                .query(UUID.class)
                .list();
    }

    /** Tenants whose customers' messages were not asked for since then. */
    public List<UUID> notListedSince(Instant since) {
        return ledger.jdbc()
                .sql("""
                        select a.tenant_id
                        from (select tenant_id, min(updated_at) as updated_at from provider_account group by tenant_id) a
                        left join inbound_inquiry i on i.tenant_id = a.tenant_id
                        where coalesce(i.asked_at, a.updated_at) < :since""")
                .param("since", utc(since))
                .query(UUID.class)
                .list();
    }

    /** Since when the oldest attempt is UNKNOWN; one that was settled may count until the next look. */
    public Optional<Instant> oldestUnknown() {
        return ledger.jdbc()
                .sql(TENANTS + """
                        select min(first.since) as since from tenants t
                        cross join lateral (select since from unknown_attempt u where u.tenant_id = t.tenant_id
                            order by since limit 1) first""")
                .query((row, n) -> Optional.ofNullable(instant(row, "since")))
                .single();
    }
}
