package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.MessageType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** The columns of a message that the operator's role may read. */
final class OperatorMessageRow {
    static final String COLUMNS = """
            tenant_id, id, customer_id, broadcast_id, batch_index, message_type, channel, status, state, attempt, not_before,
            expires_at, waiting_reason, wake_at, template_id, provider_msg_id, failure_code, created_at, sent_at, delivered_at,
            read_at, failed_at, changed_at""";

    private OperatorMessageRow() {}

    static OperatorMessage read(ResultSet row) throws SQLException {
        return new OperatorMessage(
                MessageColumns.ref(row),
                MessageColumns.recipient(row),
                MessageType.fromCode(row.getString("message_type")),
                MessageColumns.progress(row),
                instant(row, "not_before"),
                Objects.requireNonNull(instant(row, "expires_at")),
                uuid(row, "template_id"),
                MessageColumns.outcome(row, null),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "changed_at")));
    }
}
