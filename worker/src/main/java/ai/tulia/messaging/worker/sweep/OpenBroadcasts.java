package ai.tulia.messaging.worker.sweep;

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
import org.springframework.stereotype.Component;

/** Finds broadcasts across tenants that run, pause, or were canceled lately. */
@Component
class OpenBroadcasts {
    private final SweeperDatabase ledger;

    OpenBroadcasts(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /**
     * The next page in order of their ids.
     *
     * @param before of those that nothing touched since then
     * @param canceledAfter of the canceled ones, those that may have messages left to close
     */
    List<OpenBroadcast> after(UUID id, Instant before, Instant canceledAfter, int limit) {
        return ledger.jdbc()
                .sql("""
                        select tenant_id, id, message_type, status from broadcast
                        where status in ('running', 'paused', 'canceled') and changed_at < :before
                            and (status <> 'canceled' or changed_at > :canceledAfter) and id > :after
                        order by id limit :limit""")
                .param("before", utc(before))
                .param("canceledAfter", utc(canceledAfter))
                .param("after", id)
                .param("limit", limit)
                .query((row, n) -> new OpenBroadcast(
                        new BroadcastRef(
                                Objects.requireNonNull(uuid(row, "tenant_id")),
                                Objects.requireNonNull(uuid(row, "id"))),
                        MessageType.ofWord(row.getString("message_type")),
                        BroadcastStatus.ofWord(row.getString("status"))))
                .list();
    }
}
