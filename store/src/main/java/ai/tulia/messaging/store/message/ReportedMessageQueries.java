package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages of which the provider reports, within the open tenant transaction. */
@Component
public class ReportedMessageQueries {
    private final JdbcClient jdbc;

    ReportedMessageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks those that nobody else has locked. A batch that records its answers has them locked now, in an order of its
     * own: to wait for it could be a deadlock.
     */
    public List<ReportedMessage> lockFree(UUID tenantId, Collection<UUID> ids) {
        return jdbc.sql("""
                        select m.id, m.state, m.broadcast_id, m.customer_id, m.channel, m.expires_at, m.sent_at,
                            c.phone_number
                        from (select * from message where tenant_id = :tenant and id = any (:ids::uuid[])
                            order by id for update skip locked) m
                        cross join lateral (select phone_number from customer
                            where tenant_id = :tenant and id = m.customer_id offset 0) c""")
                .param("tenant", tenantId)
                .param("ids", texts(ids))
                .query((row, n) -> new ReportedMessage(
                        new MessageRef(tenantId, Objects.requireNonNull(uuid(row, "id"))),
                        MessageState.valueOf(row.getString("state")),
                        uuid(row, "broadcast_id"),
                        Objects.requireNonNull(uuid(row, "customer_id")),
                        Channel.fromCode(row.getString("channel")),
                        row.getString("phone_number"),
                        Objects.requireNonNull(instant(row, "expires_at")),
                        instant(row, "sent_at")))
                .list();
    }

    /** To whom they go. */
    public Set<UUID> customers(UUID tenantId, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.sql("select customer_id from message where tenant_id = :tenant and id = any (:ids::uuid[])")
                        .param("tenant", tenantId)
                        .param("ids", texts(ids))
                        .query(UUID.class)
                        .list());
    }

    /** Those of them that the ledger has. */
    public Set<UUID> known(UUID tenantId, Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql("select id from message where tenant_id = :tenant and id = any (:ids::uuid[])")
                .param("tenant", tenantId)
                .param("ids", texts(ids))
                .query(UUID.class)
                .list());
    }
}
