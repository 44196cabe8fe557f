package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a message's row that every reader of messages sees. */
final class MessageColumns {
    private MessageColumns() {}

    static MessageRef ref(ResultSet row) throws SQLException {
        return new MessageRef(Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id")));
    }

    static StoredMessage.Recipient recipient(ResultSet row) throws SQLException {
        return new StoredMessage.Recipient(
                Objects.requireNonNull(uuid(row, "customer_id")),
                uuid(row, "broadcast_id"),
                row.getObject("batch_index", Integer.class),
                Channel.fromCode(row.getString("channel")));
    }

    static StoredMessage.Progress progress(ResultSet row) throws SQLException {
        var state = MessageState.valueOf(row.getString("state"));
        // A message of its own that is accepted waits for nothing: its wake time is the sweeper's.
        boolean waits = state != MessageState.ACCEPTED || uuid(row, "broadcast_id") != null;
        return new StoredMessage.Progress(
                state, row.getInt("attempt"), waits ? Waiting.read(row, state) : Waiting.NONE);
    }

    /** @param failureDetail what to fix; null = it is not read, or there is none */
    static StoredMessage.Outcome outcome(ResultSet row, @Nullable String failureDetail) throws SQLException {
        return new StoredMessage.Outcome(
                row.getString("provider_msg_id"),
                new Failure(row.getString("failure_code"), failureDetail),
                instant(row, "sent_at"),
                instant(row, "delivered_at"),
                instant(row, "read_at"),
                instant(row, "failed_at"));
    }
}
