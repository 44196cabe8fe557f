package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts failed messages of a broadcast back in line, within the open tenant transaction. */
@Component
public class BroadcastRetry {
    private static final int PAGE = 5_000;

    private final JdbcClient jdbc;
    private final MessageTransitions transitions;

    BroadcastRetry(JdbcClient jdbc, MessageTransitions transitions) {
        this.jdbc = jdbc;
        this.transitions = transitions;
    }

    /**
     * As new attempts, which ask for their reservations anew.
     *
     * @param codes the failures that are safe and worth to try again
     * @return how many
     */
    public int retry(BroadcastRef ref, List<String> codes, Instant at) {
        int retried = 0;
        for (int page = PAGE; page == PAGE; retried += page) {
            page = retryPage(ref, codes, at);
        }
        return retried;
    }

    private int retryPage(BroadcastRef ref, List<String> codes, Instant at) {
        List<Transition.Retried> failed = jdbc.sql("""
                        select id, attempt from message
                        where tenant_id = :tenant and broadcast_id = :broadcast and batch_index is null
                            and status = 'failed'
                            and state = 'FAILED' and failure_code = any (:codes::text[]) and expires_at > :at
                        limit :page for update""")
                .param("at", Sql.utc(at))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("codes", codes.toArray(String[]::new))
                .param("page", PAGE)
                .query((row, n) -> new Transition.Retried(
                        new MessageRef(ref.tenantId(), Objects.requireNonNull(Sql.uuid(row, "id"))),
                        row.getInt("attempt"),
                        at))
                .list();
        return transitions.apply(ref.tenantId(), failed, at).size();
    }
}
