package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.SweeperDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds open rows across tenants. Rows of a broadcast are their broadcast's business; UNKNOWN ones wait for facts. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class OpenMessageQueries {
    private final SweeperDatabase ledger;

    OpenMessageQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** The next page of pending rows in order of tenants and ids, whatever their state. */
    public List<OpenMessage> after(MessageRef last, int limit) {
        return ledger.jdbc()
                .sql("""
                        select tenant_id, id, message_type, state, changed_at, wake_at from message
                        where status = 'pending' and broadcast_id is null and (tenant_id, id) > (:tenant, :after)
                        order by tenant_id, id limit :limit""")
                .param("tenant", last.tenantId())
                .param("after", last.messageId())
                .param("limit", limit)
                .query((row, n) -> open(row))
                .list();
    }

    /** Since when the row is due that is overdue the longest, of those that nothing touched since {@code before}. */
    public Optional<Instant> oldestOverdue(Instant before, Instant now) {
        return ledger.jdbc()
                .sql("select wake_at from message where " + SweepClaims.OVERDUE
                        + " order by wake_at, tenant_id, id limit 1")
                .param("before", utc(before))
                .param("lost", utc(now.minus(AttemptLimits.LOST_AFTER)))
                .query((row, n) -> Objects.requireNonNull(instant(row, "wake_at")))
                .optional();
    }

    static OpenMessage open(ResultSet row) throws SQLException {
        return new OpenMessage(
                new MessageRef(Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id"))),
                MessageType.fromCode(row.getString("message_type")),
                MessageState.valueOf(row.getString("state")),
                Objects.requireNonNull(instant(row, "changed_at")),
                instant(row, "wake_at"));
    }
}
