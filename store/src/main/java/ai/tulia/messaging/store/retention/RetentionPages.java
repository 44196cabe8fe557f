package ai.tulia.messaging.store.retention;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.retention.RetentionKind;
import ai.tulia.messaging.store.database.EraserDatabase;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes what is past its retention, the oldest first, a page in each transaction. */
@Component
@ConditionalOnProperty("tulia.db.eraser-password")
public class RetentionPages {
    private static final UUID FIRST = new UUID(0, 0);

    private final EraserDatabase ledger;

    RetentionPages(EraserDatabase ledger) {
        this.ledger = ledger;
    }

    /**
     * One page of one tenant; one worker at a time has a kind of a tenant (advisory lock).
     *
     * @param after where the page before ended; null = the beginning
     * @param cutoff what is final since then or longer leaves
     * @param size rows that are read at most
     */
    public RemovedPage remove(
            UUID tenantId, RetentionKind kind, @Nullable UUID after, Instant cutoff, Instant now, int size) {
        return ledger.call(tenantId, jdbc -> {
            if (!lock(jdbc, tenantId, kind)) {
                return RemovedPage.NONE;
            }
            UUID from = after == null ? FIRST : after;
            return jdbc.sql(RetentionSql.of(kind))
                    .param("tenant", tenantId)
                    .param("after", from)
                    .param("before", firstIdAfter(cutoff))
                    .param("cutoff", utc(cutoff))
                    .param("now", utc(now))
                    .param("size", size)
                    .query((row, n) -> {
                        UUID last = uuid(row, "last");
                        boolean more = row.getInt("found") == size;
                        return new RemovedPage(
                                row.getInt("removed"),
                                more ? last == null ? from : last : null,
                                instant(row, "oldest"));
                    })
                    .single();
        });
    }

    private static boolean lock(JdbcClient jdbc, UUID tenantId, RetentionKind kind) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:what, 0))")
                .param("what", "retention " + kind.code() + " " + tenantId)
                .query(Boolean.class)
                .single();
    }

    /** Ids tell the time (UUID version 7): whatever became final before the instant has a smaller one. */
    private static UUID firstIdAfter(Instant instant) {
        return new UUID((instant.toEpochMilli() + 1) << 16, 0);
    }
}
