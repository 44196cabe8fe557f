package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes batches, within the open tenant transaction: rows of the broadcasts' table, which run from the first and whose
 * audience is what is written with them.
 */
@Component
public class BatchRepository {
    private final JdbcClient jdbc;

    BatchRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param type and @param channel see {@link Broadcast} */
    public void add(BroadcastRef batch, MessageType type, Channel channel, Instant at) {
        jdbc.sql("""
                        with batch as (
                            insert into broadcast (tenant_id, id, name, message_type, channel, status, audience,
                                created_at, started_at, changed_at)
                            values (:tenant, :id, '', :type, :channel, 'running', 'batch', :at, :at, :at)
                            returning tenant_id, id),
                        snapshot as (
                            insert into broadcast_snapshot (tenant_id, broadcast_id, done)
                            select tenant_id, id, true from batch)
                        insert into broadcast_run (tenant_id, broadcast_id, since) select tenant_id, id, :at from batch""")
                .param("tenant", batch.tenantId())
                .param("id", batch.broadcastId())
                .param("type", type.code())
                .param("channel", channel.code())
                .param("at", utc(at))
                .update();
    }
}
