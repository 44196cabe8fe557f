package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What waits because its tenant was suspended, within the open tenant transaction. It is made due, not decided: whoever has it
 * decides again. One that is being decided meanwhile, by what was true before, is looked at when its wait is over.
 */
@Component
public class SuspendedMessages {
    private static final String SUSPENDED = "'" + WaitReason.TENANT_SUSPENDED.code() + "'";

    private static final String WAKE = """
            with waiting as materialized (
                select id from message
                where tenant_id = :tenant and status = 'pending' and broadcast_id is null and %s
                    and waiting_reason = %s and (:after::uuid is null or id > :after::uuid)
                order by id limit :limit for update),
            woken as (
                update message m set wake_at = :now from waiting w where m.tenant_id = :tenant and m.id = w.id
                returning m.id)
            select id from woken order by id
            """.formatted(MessageSql.BEFORE_SEND, SUSPENDED);

    private static final String WAKE_BROADCASTS = """
            update broadcast_run r set waiting_until = null, waiting_reason = null
            from broadcast b
            where b.tenant_id = :tenant and b.status = 'running' and r.tenant_id = b.tenant_id and r.broadcast_id = b.id
                and r.waiting_reason = %s
            returning b.id
            """.formatted(SUSPENDED);

    private final JdbcClient jdbc;

    SuspendedMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the single ones, for the sweeper to signal their workflows.
     *
     * @param after the last of the page before; null = from the first
     * @return their ids in order
     */
    public List<UUID> wake(UUID tenantId, @Nullable UUID after, int limit, Instant now) {
        return jdbc.sql(WAKE)
                .param("tenant", tenantId)
                .param("after", after)
                .param("limit", limit)
                .param("now", utc(now))
                .query(UUID.class)
                .list();
    }

    /** Broadcasts and batches that waited as a whole: their workflows are to be signaled. */
    public List<BroadcastRef> wakeBroadcasts(UUID tenantId) {
        return jdbc.sql(WAKE_BROADCASTS).param("tenant", tenantId).query(UUID.class).list().stream()
                .map(id -> new BroadcastRef(tenantId, id))
                .toList();
    }
}
