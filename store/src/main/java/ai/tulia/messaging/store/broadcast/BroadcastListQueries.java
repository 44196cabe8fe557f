package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists broadcasts, without batches and archived ones, within the open tenant transaction. */
@Component
public class BroadcastListQueries {
    /** How far is counted. */
    public static final int MAX_COUNTED = 10_000;

    private static final String LISTED = " from broadcast where tenant_id = :tenant and audience <> 'batch'"
            + " and archived_at is null and (:status::text is null or status = :status)";

    private final JdbcClient jdbc;

    BroadcastListQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first; those older than {@code before}; null = the newest, every status. */
    public List<Broadcast> page(UUID tenantId, @Nullable BroadcastStatus status, @Nullable UUID before, int limit) {
        return statement(
                        "select *" + LISTED
                                + " and (:before::uuid is null or id < :before::uuid) order by id desc limit :limit",
                        tenantId,
                        status,
                        limit)
                .param("before", before)
                .query((row, n) -> BroadcastRepository.broadcast(row))
                .list();
    }

    /** How many there are, of the first {@value MAX_COUNTED}. */
    public long count(UUID tenantId, @Nullable BroadcastStatus status) {
        return statement("select count(*) from (select" + LISTED + " limit :limit) b", tenantId, status, MAX_COUNTED)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec statement(String sql, UUID tenantId, @Nullable BroadcastStatus status, int limit) {
        return jdbc.sql(sql)
                .param("tenant", tenantId)
                .param("status", status == null ? null : status.code())
                .param("limit", limit);
    }
}
