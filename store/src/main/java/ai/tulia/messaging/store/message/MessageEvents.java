package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.json;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends to the history of a message, in the transaction that changes its row. */
@Component
class MessageEvents {
    private static final String INSERT = """
            insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
            values (?, ?, ?, ?, ?, ?::jsonb)
            """;

    private final JdbcClient jdbc;

    MessageEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(MessageRef ref, EventKind kind, Instant at, @Nullable Integer attempt, @Nullable Map<String, ?> detail) {
        jdbc.sql(INSERT)
                .param(ref.tenantId())
                .param(ref.messageId())
                .param(utc(at))
                .param(kind.word())
                .param(attempt)
                .param(json(detail))
                .update();
    }

    void waiting(MessageRef ref, Instant until, WaitReason reason, List<RuleTrace> trace, Instant at) {
        add(ref, EventKind.WAITING, at, null, EventDetail.waiting(until, reason, trace));
    }

    void stopped(MessageRef ref, DispatchDecision.Stop stop, Instant at) {
        add(ref, EventKind.of(stop.reason().outcome()), at, null, EventDetail.of(stop));
    }
}
