package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks messages up, within the open tenant transaction. */
@Component
public class MessageQueries {
    private static final String MESSAGES = "select * from message where tenant_id = :tenant";

    private final JdbcClient jdbc;

    MessageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<StoredMessage> find(MessageRef ref) {
        return jdbc.sql(MESSAGES + " and id = :id")
                .param("tenant", ref.tenantId())
                .param("id", ref.messageId())
                .query((row, n) -> message(row))
                .optional();
    }

    /** Of a batch those with an index from here on, in their order. @param below where it ends, exclusive */
    public List<StoredMessage> ofBatch(BroadcastRef batch, int from, int below) {
        return jdbc.sql(MESSAGES + " and broadcast_id = :batch and batch_index >= :from and batch_index < :below"
                        + " order by batch_index")
                .param("tenant", batch.tenantId())
                .param("batch", batch.broadcastId())
                .param("from", from)
                .param("below", below)
                .query((row, n) -> message(row))
                .list();
    }

    /** Those of these ids that there are. */
    public List<StoredMessage> findAll(UUID tenantId, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(MESSAGES + " and id = any (:ids::uuid[])")
                        .param("tenant", tenantId)
                        .param("ids", texts(ids))
                        .query((row, n) -> message(row))
                        .list();
    }

    static StoredMessage message(ResultSet row) throws SQLException {
        @Nullable String metadata = row.getString("metadata");
        return new StoredMessage(
                MessageColumns.ref(row),
                MessageColumns.recipient(row),
                MessageType.fromCode(row.getString("message_type")),
                MessageColumns.progress(row),
                Schedule.read(row),
                Objects.requireNonNull(instant(row, "expires_at")),
                new StoredMessage.Content(
                        new Text(
                                uuid(row, "template_id"),
                                row.getObject("template_version", Integer.class),
                                row.getString("body")),
                        instant(row, "content_removed_at")),
                MessageColumns.outcome(row, row.getString("failure_detail")),
                metadata == null ? null : Json.object(metadata),
                Objects.requireNonNull(instant(row, "created_at")));
    }
}
