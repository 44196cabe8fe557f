package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.SweeperDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds broadcasts across tenants that run, pause, or were canceled lately and have messages left to close. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class OpenBroadcastQueries {
    private final SweeperDatabase ledger;

    OpenBroadcastQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /**
     * The next page in order of their ids.
     *
     * @param before of those that nobody steered since then
     * @param canceledAfter of the canceled ones, the late ones
     */
    public List<OpenBroadcast> after(UUID id, Instant before, Instant canceledAfter, int limit) {
        return ledger.jdbc()
                .sql("""
                        select b.tenant_id, b.id, b.message_type, b.status, b.changed_at,
                            case when waiting.next_due is not null then greatest(waiting.next_due, run.waiting_until) end as next_due
                        from broadcast b
                        cross join lateral (select min(m.wake_at) as next_due from message m
                            where m.broadcast_id = b.id and m.status = 'pending'
                                and m.state in ('ACCEPTED', 'WAITING')) waiting
                        left join broadcast_run run on run.tenant_id = b.tenant_id and run.broadcast_id = b.id
                        where b.status in ('running', 'paused', 'canceled') and b.changed_at < :before
                            and (b.status <> 'canceled' or b.changed_at > :canceledAfter
                                and (waiting.next_due is not null or exists (select from message m
                                    where m.broadcast_id = b.id and m.status = 'pending' and m.state = 'SENDING')))
                            and b.id > :after
                        order by b.id limit :limit""")
                .param("before", utc(before))
                .param("canceledAfter", utc(canceledAfter))
                .param("after", id)
                .param("limit", limit)
                .query((row, n) -> new OpenBroadcast(
                        new BroadcastRef(
                                Objects.requireNonNull(uuid(row, "tenant_id")),
                                Objects.requireNonNull(uuid(row, "id"))),
                        MessageType.fromCode(row.getString("message_type")),
                        BroadcastStatus.fromCode(row.getString("status")),
                        Objects.requireNonNull(instant(row, "changed_at")),
                        instant(row, "next_due")))
                .list();
    }
}
