package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.store.database.SweeperDatabase;
import ai.tulia.messaging.store.webhook.WebhookLane;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds across tenants which webhook endpoints have something due. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class DueWebhookQueries {
    private final SweeperDatabase ledger;

    DueWebhookQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** An endpoint of a tenant. */
    public record Endpoint(UUID tenantId, UUID id) {}

    /**
     * Lanes that nobody has and that have something due, the longest waiting first. By the index of what waits, one
     * look-up for each lane, however much waits there.
     */
    public List<WebhookLane> lanes(Instant now, int limit) {
        return ledger.jdbc()
                .sql("""
                        with recursive waiting as (
                            (select tenant_id, endpoint_id, replay, next_attempt_at from webhook_delivery
                                where state = 'pending' order by endpoint_id, replay, next_attempt_at, seq limit 1)
                            union all
                            select n.* from waiting w cross join lateral (
                                select d.tenant_id, d.endpoint_id, d.replay, d.next_attempt_at from webhook_delivery d
                                where d.state = 'pending' and (d.endpoint_id, d.replay) > (w.endpoint_id, w.replay)
                                order by d.endpoint_id, d.replay, d.next_attempt_at, d.seq limit 1) n)
                        select w.tenant_id, w.endpoint_id, w.replay from waiting w
                        join webhook_lane l on l.tenant_id = w.tenant_id and l.endpoint_id = w.endpoint_id
                            and l.replay = w.replay
                        join webhook_endpoint e on e.tenant_id = w.tenant_id and e.id = w.endpoint_id
                        where w.next_attempt_at <= :now and e.enabled
                            and (l.leased_until is null or l.leased_until <= :now)
                            and (l.retry_at is null or l.retry_at <= :now)
                        order by w.next_attempt_at limit :limit""")
                .param("now", utc(now))
                .param("limit", limit)
                .query((row, n) -> new WebhookLane(
                        Objects.requireNonNull(uuid(row, "tenant_id")),
                        Objects.requireNonNull(uuid(row, "endpoint_id")),
                        row.getBoolean("replay")))
                .list();
    }

    /** Those with a stretch of time still to be replayed. */
    public List<Endpoint> replaying() {
        return endpoints("select distinct tenant_id, endpoint_id as id from webhook_replay where not done");
    }

    /** Those of which something is kept, whether or not they are still there. */
    public List<Endpoint> withHistory() {
        return endpoints("""
                with recursive kept as (
                    (select tenant_id, endpoint_id from webhook_delivery order by endpoint_id, at, id limit 1)
                    union all
                    select n.* from kept k cross join lateral (
                        select d.tenant_id, d.endpoint_id from webhook_delivery d where d.endpoint_id > k.endpoint_id
                        order by d.endpoint_id, d.at, d.id limit 1) n),
                tried as (
                    (select tenant_id, endpoint_id from webhook_attempt order by endpoint_id, id limit 1)
                    union all
                    select n.* from tried t cross join lateral (
                        select a.tenant_id, a.endpoint_id from webhook_attempt a where a.endpoint_id > t.endpoint_id
                        order by a.endpoint_id, a.id limit 1) n)
                select tenant_id, endpoint_id as id from kept union select tenant_id, endpoint_id from tried""");
    }

    private List<Endpoint> endpoints(String sql) {
        return ledger.jdbc()
                .sql(sql)
                .query((row, n) -> new Endpoint(
                        Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id"))))
                .list();
    }
}
