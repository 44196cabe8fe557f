package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.json;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Instant;
import java.util.LinkedHashMap;
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
        var detail = new LinkedHashMap<String, Object>();
        detail.put("reason", reason.word());
        detail.put("until", until.toString());
        detail.put("trace", held(trace, until));
        add(ref, EventKind.WAITING, at, null, detail);
    }

    void stopped(MessageRef ref, StopReason reason, List<RuleTrace> trace, Instant at) {
        add(ref, EventKind.of(reason.outcome()), at, null, Map.of("reason", reason.word(), "trace", held(trace, null)));
    }

    /** The rules that did not pass, in the policy's own words; one that holds until the event's instant does not repeat it. */
    private static List<Map<String, Object>> held(List<RuleTrace> trace, @Nullable Instant until) {
        return trace.stream()
                .filter(rule -> rule.verdict() != RuleTrace.Verdict.PASSED)
                .map(rule -> words(rule, until))
                .toList();
    }

    private static Map<String, Object> words(RuleTrace rule, @Nullable Instant until) {
        var words = new LinkedHashMap<String, Object>();
        words.put("rule", rule.rule());
        words.put("verdict", rule.verdict().name().toLowerCase(java.util.Locale.ROOT));
        if (rule.until() != null && !rule.until().equals(until)) {
            words.put("until", rule.until().toString());
        }
        words.put("facts", rule.facts());
        return words;
    }
}
