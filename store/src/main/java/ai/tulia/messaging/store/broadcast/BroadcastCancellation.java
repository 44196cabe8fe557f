package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.MessageSql;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cancels the messages of a canceled broadcast, some at a time, within the open tenant transaction. */
@Component
public class BroadcastCancellation {
    private final JdbcClient jdbc;
    private final MessageTransitions transitions;

    BroadcastCancellation(JdbcClient jdbc, MessageTransitions transitions) {
        this.jdbc = jdbc;
        this.transitions = transitions;
    }

    /**
     * Cancels some of those whose attempt has not started.
     *
     * @return the messages; empty when none is left
     */
    public List<UUID> cancelSome(BroadcastRef ref, int max, Instant at) {
        List<Transition.Canceled> chosen = jdbc.sql("""
                        select id, batch_index from message
                        where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending' and %s
                        limit :max for update""".formatted(MessageSql.BEFORE_SEND))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("max", max)
                .query((row, n) -> new Transition.Canceled(
                        new MessageRef(ref.tenantId(), Objects.requireNonNull(uuid(row, "id"))),
                        row.getObject("batch_index") == null ? "broadcast" : "batch"))
                .list();
        return List.copyOf(transitions.apply(ref.tenantId(), chosen, at));
    }
}
