package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Archives drafts, within the open tenant transaction. */
@Component
public class BroadcastDrafts {
    private final JdbcClient jdbc;
    private final BroadcastRepository broadcasts;

    BroadcastDrafts(JdbcClient jdbc, BroadcastRepository broadcasts) {
        this.jdbc = jdbc;
        this.broadcasts = broadcasts;
    }

    /** Cancels a draft and takes it out of the lists. @return false when it was started, or canceled before */
    public boolean archive(BroadcastRef ref, Instant at) {
        broadcasts.lockForUpdate(ref);
        return jdbc.sql("""
                        update broadcast set status = 'canceled', ended_at = coalesce(ended_at, :at),
                            archived_at = coalesce(archived_at, :at),
                            changed_at = case when archived_at is null then :at else changed_at end
                        where tenant_id = :tenant and id = :id and (status = 'draft' or archived_at is not null)""")
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.broadcastId())
                        .update()
                == 1;
    }
}
