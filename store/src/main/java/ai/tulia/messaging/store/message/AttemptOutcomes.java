package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.TransitionCause;
import ai.tulia.messaging.domain.twilio.FailureCode;
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
 * back: the row is set to that attempt again first, with an event that says so. So does the acceptance of an attempt that
 * waits again: its second POST, in that window, was not processed.
 */
@Component
public class AttemptOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptOutcomes.class);
    /** The event of a second POST that the provider accepted, too: possible only after a failover lost commits. */
    private static final String ACCEPTED_TWICE = "accepted_twice";
    /** The event of a second POST that the provider refused or did not process, after it had accepted the first. */
    private static final String POSTED_TWICE = "posted_twice";

    private static final String SID = "provider_msg_id";

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
            int attempt,
            MessageState state,
            @Nullable String sid,
            @Nullable String failure) {
        /** Whether the row is before that attempt, or does not have it as the acceptance that this outcome is. */
        boolean lacks(Transition.Outcome outcome, int attemptOfOutcome) {
            return attempt < attemptOfOutcome || attempt == attemptOfOutcome && sid == null && outcome.sid() != null;
        }

        boolean hasAccepted(int attemptOfOutcome) {
            return attempt == attemptOfOutcome && sid != null;
        }

        /** What the tenant's policy ended without knowing may turn out to be sent: no failover is needed for that. */
        boolean isEnded() {
            return !state.isOpen() && sid == null && !FailureCode.UNKNOWN_OUTCOME.equals(failure);
        }
    }

    private Set<UUID> settleSetBack(UUID tenantId, List<Transition.Outcome> left, Instant at) {
        Map<UUID, Row> rows = rows(tenantId, left);
        List<Transition> back = new ArrayList<>();
        List<Transition.Outcome> again = new ArrayList<>();
        for (Transition.Outcome outcome : left) {
            Row row = rows.get(outcome.ref().messageId());
            if (row == null) {
                continue;
            }
            int attempt = Objects.requireNonNull(outcome.attempt());
            if (row.state().isBeforeSend() && row.lacks(outcome, attempt)) {
                LOG.error(
                        "the ledger lost attempt {} of message {} of tenant {}",
                        attempt,
                        outcome.ref().messageId(),
                        tenantId);
                back.add(new Transition.LedgerSetBack(outcome.ref(), attempt, at));
                again.add(outcome);
            } else {
                recordPost(outcome, attempt, row, at);
            }
        }
        transitions.apply(tenantId, back, at);
        return transitions.apply(tenantId, again, at);
    }

    /** Of a POST that is none of the row's: only a failover that lost its SENDING lets it go out. */
    private void recordPost(Transition.Outcome outcome, int attempt, Row row, Instant at) {
        String sid = outcome.sid();
        if (row.hasAccepted(attempt) && sid != null && !sid.equals(row.sid())) {
            record(outcome.ref(), ACCEPTED_TWICE, attempt, Map.of(SID, sid), at);
        } else if (row.hasAccepted(attempt) && notAccepted(outcome) instanceof String code) {
            record(outcome.ref(), POSTED_TWICE, attempt, Map.of("code", code), at);
        } else if (row.isEnded() && sid != null && row.lacks(outcome, attempt)) {
            record(outcome.ref(), TransitionCause.LEDGER_SET_BACK.code(), attempt, Map.of(SID, sid), at);
        }
    }

    /** The code of an answer that says so; null for any other. */
    private static @Nullable String notAccepted(Transition.Outcome outcome) {
        return switch (outcome) {
            case Transition.ProviderRefused refused -> refused.code();
            case Transition.NotProcessed later -> later.code();
            default -> null;
        };
    }

    private Map<UUID, Row> rows(UUID tenantId, List<Transition.Outcome> outcomes) {
        var rows = new HashMap<UUID, Row>();
        jdbc.sql("select id, attempt, state, provider_msg_id, failure_code from message"
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
                                    MessageState.valueOf(row.getString("state")),
                                    row.getString(SID),
                                    row.getString("failure_code")));
                });
        return rows;
    }

    /** Once for each detail, by whatever of a POST's reports comes first. */
    private void record(MessageRef ref, String kind, int attempt, Map<String, String> detail, Instant at) {
        int recorded = jdbc.sql("""
                        insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
                        select :tenant, :message, :at, :kind, :attempt, :detail::jsonb
                        where not exists (
                            select from message_event where tenant_id = :tenant and message_id = :message
                                and kind = :kind and detail = :detail::jsonb)""")
                .param("tenant", ref.tenantId())
                .param("message", ref.messageId())
                .param("at", Sql.utc(at))
                .param("kind", kind)
                .param("attempt", attempt)
                .param("detail", Json.write(detail))
                .update();
        if (recorded > 0) {
            LOG.error("{}: attempt {} of message {} of tenant {}", kind, attempt, ref.messageId(), ref.tenantId());
        }
    }
}
