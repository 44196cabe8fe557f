package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.json;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends to the histories of many messages in one statement, in the transaction that changes their rows. */
@Component
class GroupEvents {
    private final JdbcClient jdbc;

    GroupEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Event(
            MessageRef ref,
            EventKind kind,
            @Nullable Integer attempt,
            @Nullable Map<String, ?> detail) {}

    void add(UUID tenant, Instant at, List<Event> events) {
        jdbc.sql("""
                        insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
                        select :tenant, id, :at, kind, attempt, detail
                        from unnest(:ids::uuid[], :kinds::text[], :attempts::smallint[], :details::jsonb[])
                            e (id, kind, attempt, detail)""")
                .param("tenant", tenant)
                .param("at", utc(at))
                .param("ids", texts(events, each -> each.ref().messageId()))
                .param("kinds", texts(events, each -> each.kind().word()))
                .param("attempts", texts(events, Event::attempt))
                .param("details", texts(events, each -> json(each.detail())))
                .update();
    }

    /** One array a column; where a part is null, so is its place. */
    static <T> String[] texts(List<T> values, Function<T, @Nullable Object> part) {
        String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            Object found = part.apply(values.get(i));
            if (found != null) {
                texts[i] = found.toString();
            }
        }
        return texts;
    }
}
