package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.SweeperDatabase;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds finished broadcasts that have a message which can still be sent: an answer came after their end. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class FinishedBroadcastQueries {
    /**
     * Goes from broadcast to broadcast by the index of what is due: one step each, however many messages it has. UNKNOWN
     * ones have no wake time.
     */
    private static final String WITH_OPEN_MESSAGES = """
            with recursive pending as (
                (select broadcast_id from message where broadcast_id is not null and status = 'pending'
                    order by broadcast_id limit 1)
                union all
                select (select m.broadcast_id from message m
                    where m.broadcast_id > p.broadcast_id and m.status = 'pending' order by m.broadcast_id limit 1)
                from pending p where p.broadcast_id is not null)
            select b.tenant_id, b.id, b.message_type, b.status
            from pending p join broadcast b on b.id = p.broadcast_id
            where b.status in ('completed', 'canceled') and exists (select from message m
                where m.broadcast_id = b.id and m.status = 'pending' and m.wake_at is not null
                    and m.state <> 'UNKNOWN')
            limit :limit
            """;

    private final SweeperDatabase ledger;

    FinishedBroadcastQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    public record Finished(BroadcastRef ref, MessageType type, BroadcastStatus status) {}

    public List<Finished> withOpenMessages(int limit) {
        return ledger.jdbc()
                .sql(WITH_OPEN_MESSAGES)
                .param("limit", limit)
                .query((row, n) -> new Finished(
                        new BroadcastRef(
                                Objects.requireNonNull(uuid(row, "tenant_id")),
                                Objects.requireNonNull(uuid(row, "id"))),
                        MessageType.fromCode(row.getString("message_type")),
                        BroadcastStatus.fromCode(row.getString("status"))))
                .list();
    }
}
