package ai.tulia.messaging.store.message;

import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By what new messages will be found of their callers' metadata, within the open tenant transaction. */
@Component
class MessageMetadata {
    /** Longer ones are kept with the message, and not found by. */
    static final int MAX_KEY_LENGTH = 100;

    static final int MAX_VALUE_LENGTH = 255;

    private final JdbcClient jdbc;

    MessageMetadata(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Strings, numbers and booleans; what is deeper is not found by. */
    void add(UUID tenantId, Collection<NewMessage> messages) {
        List<NewMessage> with =
                messages.stream().filter(message -> message.metadata() != null).toList();
        if (with.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into message_metadata (tenant_id, key, value, message_id)
                        select :tenant, e.key, e.value, m.id
                        from unnest(:ids::uuid[], :metadata::jsonb[]) m (id, metadata)
                        cross join lateral jsonb_each_text(m.metadata) e
                        where jsonb_typeof(m.metadata -> e.key) in ('string', 'number', 'boolean')
                            and length(e.key) <= :maxKey and length(e.value) <= :maxValue""")
                .param("tenant", tenantId)
                .param("ids", Sql.texts(with.stream().map(NewMessage::id).toList()))
                .param(
                        "metadata",
                        with.stream()
                                .map(message -> Json.write(Objects.requireNonNull(message.metadata())))
                                .toArray(String[]::new))
                .param("maxKey", MAX_KEY_LENGTH)
                .param("maxValue", MAX_VALUE_LENGTH)
                .update();
    }
}
