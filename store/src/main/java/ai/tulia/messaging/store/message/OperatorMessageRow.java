package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
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
        var state = MessageState.valueOf(row.getString("state"));
        // One of its own that is accepted waits for nothing: its wake time is the sweeper's.
        boolean waits = state != MessageState.ACCEPTED || uuid(row, "broadcast_id") != null;
        return new OperatorMessage(
                new MessageRef(Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id"))),
                new StoredMessage.Recipient(
                        Objects.requireNonNull(uuid(row, "customer_id")),
                        uuid(row, "broadcast_id"),
                        row.getObject("batch_index", Integer.class),
                        Channel.fromCode(row.getString("channel"))),
                MessageType.fromCode(row.getString("message_type")),
                new StoredMessage.Progress(
                        state, row.getInt("attempt"), waits ? Waiting.read(row, state) : Waiting.NONE),
                instant(row, "not_before"),
                Objects.requireNonNull(instant(row, "expires_at")),
                uuid(row, "template_id"),
                new StoredMessage.Outcome(
                        row.getString("provider_msg_id"),
                        new Failure(row.getString("failure_code"), null),
                        instant(row, "sent_at"),
                        instant(row, "delivered_at"),
                        instant(row, "read_at"),
                        instant(row, "failed_at")),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "changed_at")));
    }
}
