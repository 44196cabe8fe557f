package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what became of attempts, within the open tenant transaction. An answer that comes after its attempt was declared
 * UNKNOWN still settles it. An answer whose SENDING the ledger does not know proves that a failover took that commit
 * back: the row is set to that attempt again first, with an event that says so.
 */
@Component
public class AttemptOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptOutcomes.class);
    /** The event of a second POST that the provider accepted, too: possible only after a failover lost commits. */
    private static final String ACCEPTED_TWICE = "accepted_twice";

    private final JdbcClient jdbc;
    private final MessageTransitions transitions;

    AttemptOutcomes(JdbcClient jdbc, MessageTransitions transitions) {
        this.jdbc = jdbc;
        this.transitions = transitions;
    }

    /** @return those that changed; what something else has settled meanwhile stays as it is */
    public Set<UUID> settle(UUID tenantId, List<Transition.Outcome> outcomes, Instant at) {
        Set<UUID> settled = transitions.apply(tenantId, outcomes, at);
        List<Transition.Outcome> left = outcomes.stream()
                .filter(outcome -> !settled.contains(outcome.ref().messageId()))
                .toList();
        if (!left.isEmpty()) {
            settled.addAll(settleSetBack(tenantId, left, at));
        }
        return settled;
    }

    private record Row(
            int attempt, boolean beforeSend, @Nullable String sid) {}

    private Set<UUID> settleSetBack(UUID tenantId, List<Transition.Outcome> left, Instant at) {
        Map<UUID, Row> rows = rows(tenantId, left);
        List<Transition> back = new ArrayList<>();
        List<Transition.Outcome> again = new ArrayList<>();
        for (Transition.Outcome outcome : left) {
            Row row = rows.get(outcome.ref().messageId());
            int attempt = Objects.requireNonNull(outcome.attempt());
            if (row == null) {
                continue;
            }
            if (row.beforeSend() && row.attempt() < attempt) {
                LOG.error(
                        "the ledger lost attempt {} of message {} of tenant {}",
                        attempt,
                        outcome.ref().messageId(),
                        tenantId);
                back.add(new Transition.LedgerSetBack(outcome.ref(), attempt, at));
                again.add(outcome);
            } else if (outcome.sid() != null
                    && row.sid() != null
                    && row.attempt() == attempt
                    && !row.sid().equals(outcome.sid())) {
                acceptedTwice(outcome.ref(), attempt, outcome.sid(), at);
            }
        }
        transitions.apply(tenantId, back, at);
        return transitions.apply(tenantId, again, at);
    }

    private Map<UUID, Row> rows(UUID tenantId, List<Transition.Outcome> outcomes) {
        var rows = new HashMap<UUID, Row>();
        jdbc.sql("select id, attempt, " + MessageSql.BEFORE_SEND + " as before_send, provider_msg_id from message"
                        + " where tenant_id = :tenant and id = any (:ids::uuid[]) order by id for update")
                .param("tenant", tenantId)
                .param(
                        "ids",
                        outcomes.stream()
                                .map(outcome -> outcome.ref().messageId().toString())
                                .toArray(String[]::new))
                .query(row -> {
                    rows.put(
                            Objects.requireNonNull(Sql.uuid(row, "id")),
                            new Row(
                                    row.getInt("attempt"),
                                    row.getBoolean("before_send"),
                                    row.getString("provider_msg_id")));
                });
        return rows;
    }

    /** Once for each id of the provider, by whatever of its reports comes first. */
    private void acceptedTwice(MessageRef ref, int attempt, String sid, Instant at) {
        int recorded = jdbc.sql("""
                        insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
                        select :tenant, :message, :at, :kind, :attempt, :detail::jsonb
                        where not exists (
                            select from message_event where tenant_id = :tenant and message_id = :message
                                and kind = :kind and detail = :detail::jsonb)""")
                .param("tenant", ref.tenantId())
                .param("message", ref.messageId())
                .param("at", Sql.utc(at))
                .param("kind", ACCEPTED_TWICE)
                .param("attempt", attempt)
                .param("detail", Json.write(Map.of("provider_msg_id", sid)))
                .update();
        if (recorded > 0) {
            LOG.error("the provider accepted two POSTs of message {} of tenant {}", ref.messageId(), ref.tenantId());
        }
    }
}
