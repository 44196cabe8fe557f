package ai.tulia.messaging.store.webhook;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Delivers what was delivered or has failed once more, under the same ids. A stretch of time is put in line page by page,
 * the next when the one before has gone out: however long it is, few rows wait, and they wait on a lane of their own.
 */
@Component
public class WebhookReplays {
    private static final int PAGE = 1_000;

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    WebhookReplays(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Within the open tenant transaction. @return false when the endpoint never had such an event */
    public boolean one(UUID tenantId, UUID endpointId, UUID eventId, Instant now) {
        jdbc.sql("""
                        update webhook_delivery set state = 'pending', replay = true, attempts = 0, next_attempt_at = :now
                        where tenant_id = :tenant and id = :id and endpoint_id = :endpoint and state <> 'pending'""")
                .param("now", utc(now))
                .param("tenant", tenantId)
                .param("id", eventId)
                .param("endpoint", endpointId)
                .update();
        return jdbc.sql("select exists (select from webhook_delivery"
                        + " where tenant_id = :tenant and id = :id and endpoint_id = :endpoint)")
                .param("tenant", tenantId)
                .param("id", eventId)
                .param("endpoint", endpointId)
                .query(Boolean.class)
                .single();
    }

    /** Within the open tenant transaction: what happened from one instant to before the other. @return its id */
    public UUID range(UUID tenantId, UUID endpointId, Instant from, Instant until, Instant now) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into webhook_replay (tenant_id, id, endpoint_id, from_at, until_at, created_at)
                        values (:tenant, :id, :endpoint, :from, :until, :now)""")
                .param("tenant", tenantId)
                .param("id", id)
                .param("endpoint", endpointId)
                .param("from", utc(from))
                .param("until", utc(until))
                .param("now", utc(now))
                .update();
        return id;
    }

    /**
     * Puts the next page of the oldest replay of this endpoint in line, if nothing replayed waits there. What waits to be
     * delivered for the first time is left as it is.
     */
    public void advance(UUID tenantId, UUID endpointId, Instant now) {
        transactions.run(
                tenantId,
                () -> jdbc.sql("""
                        with open as (
                            select * from webhook_replay r where tenant_id = :tenant and endpoint_id = :endpoint and not done
                                and not exists (select from webhook_delivery d where d.tenant_id = :tenant
                                    and d.endpoint_id = :endpoint and d.replay and d.state = 'pending')
                            order by id limit 1 for update skip locked),
                        page as materialized (
                            select d.* from open o cross join lateral (
                                select d.id, d.at from webhook_delivery d
                                where d.tenant_id = :tenant and d.endpoint_id = :endpoint
                                    and (d.at, d.id) > (coalesce(o.last_at, o.from_at),
                                        coalesce(o.last_id, '00000000-0000-0000-0000-000000000000'))
                                    and d.at < o.until_at
                                order by d.at, d.id limit :page offset 0) d),
                        replayed as (
                            update webhook_delivery d set state = 'pending', replay = true, attempts = 0,
                                next_attempt_at = :now
                            from page p where d.tenant_id = :tenant and d.id = p.id and d.state <> 'pending')
                        update webhook_replay r set
                            last_at = coalesce((select at from page order by at desc, id desc limit 1), r.last_at),
                            last_id = coalesce((select id from page order by at desc, id desc limit 1), r.last_id),
                            done = (select count(*) from page) < :page
                        from open o where r.tenant_id = :tenant and r.id = o.id""")
                        .param("tenant", tenantId)
                        .param("endpoint", endpointId)
                        .param("page", PAGE)
                        .param("now", utc(now))
                        .update());
    }
}
