package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

final class OperatorMessageRow {
    private OperatorMessageRow() {}

    static OperatorMessage read(ResultSet row) throws SQLException {
        var state = MessageState.valueOf(row.getString("state"));
        // One of its own that is accepted waits for nothing: its wake time is the sweeper's.
        boolean waits = state != MessageState.ACCEPTED || uuid(row, "broadcast_id") != null;
        return new OperatorMessage(
                new MessageRef(Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id"))),
                Objects.requireNonNull(uuid(row, "customer_id")),
                uuid(row, "broadcast_id"),
                row.getObject("batch_index", Integer.class),
                row.getString("message_type"),
                row.getString("channel"),
                state,
                row.getInt("attempt"),
                waits ? Waiting.read(row, state) : Waiting.NONE,
                instant(row, "not_before"),
                Objects.requireNonNull(instant(row, "expires_at")),
                uuid(row, "template_id"),
                row.getObject("template_version", Integer.class),
                row.getString("provider_msg_id"),
                row.getString("failure_code"),
                new OperatorMessage.Times(
                        Objects.requireNonNull(instant(row, "created_at")),
                        instant(row, "sent_at"),
                        instant(row, "delivered_at"),
                        instant(row, "read_at"),
                        instant(row, "failed_at"),
                        Objects.requireNonNull(instant(row, "changed_at"))));
    }
}
