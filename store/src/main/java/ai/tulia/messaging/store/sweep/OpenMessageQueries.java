package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.SweeperDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds open rows across tenants. Rows of a broadcast are their broadcast's business; UNKNOWN ones wait for facts. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class OpenMessageQueries {
    private static final String OPEN = """
            select tenant_id, id, message_type, state, changed_at, wake_at from message
            where status = 'pending' and broadcast_id is null and state <> 'UNKNOWN' and changed_at < :before
            """;

    private final SweeperDatabase ledger;

    OpenMessageQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** The next page of open rows in order of tenants and ids, of those that nothing touched since {@code before}. */
    public List<OpenMessage> after(MessageRef last, Instant before, int limit) {
        return ledger.jdbc()
                .sql(OPEN + " and (tenant_id, id) > (:tenant, :after) order by tenant_id, id limit :limit")
                .param("before", utc(before))
                .param("tenant", last.tenantId())
                .param("after", last.messageId())
                .param("limit", limit)
                .query((row, n) -> open(row))
                .list();
    }

    /** Rows whose wake time passed unanswered. */
    public List<OpenMessage> overdue(Instant before, int limit) {
        return ledger.jdbc()
                .sql(OPEN + " and (wake_at is null or wake_at < :before) order by tenant_id, id limit :limit")
                .param("before", utc(before))
                .param("limit", limit)
                .query((row, n) -> open(row))
                .list();
    }

    private static OpenMessage open(ResultSet row) throws SQLException {
        return new OpenMessage(
                new MessageRef(Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id"))),
                MessageType.fromCode(row.getString("message_type")),
                MessageState.valueOf(row.getString("state")),
                Objects.requireNonNull(instant(row, "changed_at")),
                instant(row, "wake_at"));
    }
}
