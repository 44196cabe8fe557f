package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.TransitionCause;
import ai.tulia.messaging.store.database.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to messages, within the open tenant transaction. */
@Component
public class MessageEventQueries {
    private final JdbcClient jdbc;

    MessageEventQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that happened to one, oldest first. */
    public List<MessageEvent> of(MessageRef ref) {
        return events(jdbc, ref);
    }

    static List<MessageEvent> events(JdbcClient jdbc, MessageRef ref) {
        return events(jdbc, ref.tenantId(), List.of(ref.messageId())).getOrDefault(ref.messageId(), List.of());
    }

    /** The same of several, by message. */
    public Map<UUID, List<MessageEvent>> of(UUID tenantId, Collection<UUID> ids) {
        return events(jdbc, tenantId, ids);
    }

    private static Map<UUID, List<MessageEvent>> events(JdbcClient jdbc, UUID tenantId, Collection<UUID> ids) {
        Map<UUID, List<MessageEvent>> events = new HashMap<>();
        jdbc.sql("""
                        select message_id, at, kind, attempt, detail from (
                            select 0 as id, id as message_id, created_at as at, :accepted as kind,
                                null::smallint as attempt, null::jsonb as detail
                            from message where tenant_id = :tenant and id = any (:ids::uuid[])
                            union all
                            select e.id, e.message_id, e.at, e.kind, e.attempt, case e.kind
                                when :sent then case when e.attempt = m.attempt
                                    then jsonb_build_object('provider_msg_id', m.provider_msg_id) end
                                else e.detail end
                            from message_event e
                            cross join lateral (select attempt, provider_msg_id from message
                                where tenant_id = :tenant and id = e.message_id offset 0) m
                            where e.tenant_id = :tenant and e.message_id = any (:ids::uuid[])) history
                        order by message_id, id""")
                .param("sent", TransitionCause.PROVIDER_ACCEPTED.code())
                .param("accepted", "accepted")
                .param("tenant", tenantId)
                .param("ids", texts(ids))
                .query(row -> {
                    events.computeIfAbsent(
                                    Objects.requireNonNull(uuid(row, "message_id")), message -> new ArrayList<>())
                            .add(new MessageEvent(
                                    Objects.requireNonNull(instant(row, "at")),
                                    row.getString("kind"),
                                    row.getObject("attempt", Integer.class),
                                    Json.object(row.getString("detail"))));
                });
        return events;
    }
}
