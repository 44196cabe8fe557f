package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.broadcast.GroupEvents.texts;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.GroupEvents.Event;
import ai.tulia.messaging.store.message.EventDetail;
import ai.tulia.messaging.store.message.EventKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what the provider's answers made of a group, within the open tenant transaction. An attempt whose answer comes
 * after it was declared UNKNOWN still settles it.
 */
@Component
public class GroupSettlement {
    private final JdbcClient jdbc;
    private final GroupEvents events;

    GroupSettlement(JdbcClient jdbc, GroupEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** What the provider's answer made of an attempt. */
    public sealed interface Outcome {
        MessageRef ref();

        int attempt();

        record Sent(MessageRef ref, int attempt, String sid) implements Outcome {}

        /** @param code machine-readable; @param advice what to mend */
        record Failed(MessageRef ref, int attempt, String code, String advice) implements Outcome {}

        record Unknown(MessageRef ref, int attempt, String cause) implements Outcome {}

        /** The provider did not process it. */
        record Later(MessageRef ref, int attempt, String code, Instant until) implements Outcome {}
    }

    /** Those that something else has settled meanwhile stay as they are, and get no event. */
    public void settle(UUID tenant, List<Outcome> outcomes, Instant at) {
        if (outcomes.isEmpty()) {
            return;
        }
        List<Row> rows = outcomes.stream().map(Row::of).toList();
        Set<UUID> changed = new HashSet<>(jdbc.sql("""
                        update message m set state = o.state, status = o.status, provider_msg_id = o.sid,
                            failure_code = o.code, failure_detail = o.advice, waiting_reason = o.waiting,
                            wake_at = o.until, changed_at = :at,
                            sent_at = case when o.state = 'SENT' then :at end,
                            failed_at = case when o.state = 'FAILED' then :at end
                        from unnest(:ids::uuid[], :attempts::int[], :states::text[], :statuses::text[], :sids::text[],
                            :codes::text[], :advices::text[], :waitings::text[], :untils::timestamptz[])
                            o (id, attempt, state, status, sid, code, advice, waiting, until)
                        where m.tenant_id = :tenant and m.id = any (:ids::uuid[]) and m.id = o.id
                            and m.attempt = o.attempt
                            and (m.state = 'SENDING' or m.state = 'UNKNOWN' and o.state in ('SENT', 'FAILED'))
                        returning m.id""")
                .param("at", utc(at))
                .param("tenant", tenant)
                .param("ids", texts(outcomes, each -> each.ref().messageId()))
                .param("attempts", texts(outcomes, Outcome::attempt))
                .param("states", texts(rows, row -> row.state().name()))
                .param("statuses", texts(rows, row -> row.state().status().word()))
                .param("sids", texts(rows, Row::sid))
                .param("codes", texts(rows, Row::code))
                .param("advices", texts(rows, Row::advice))
                .param("waitings", texts(rows, Row::waiting))
                .param("untils", texts(rows, Row::until))
                .query(UUID.class)
                .list());
        events.add(
                tenant,
                at,
                outcomes.stream()
                        .filter(outcome -> changed.contains(outcome.ref().messageId()))
                        .map(GroupSettlement::event)
                        .toList());
    }

    /** The columns that an outcome sets. */
    private record Row(
            MessageState state,
            @Nullable String sid,
            @Nullable String code,
            @Nullable String advice,
            @Nullable String waiting,
            @Nullable Instant until) {
        static Row of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Sent sent -> new Row(MessageState.SENT, sent.sid(), null, null, null, null);
                case Outcome.Failed failed ->
                    new Row(MessageState.FAILED, null, failed.code(), failed.advice(), null, null);
                case Outcome.Unknown unknown -> new Row(MessageState.UNKNOWN, null, unknown.cause(), null, null, null);
                case Outcome.Later later ->
                    new Row(MessageState.WAITING, null, null, null, WaitReason.PROVIDER_BUSY.word(), later.until());
            };
        }
    }

    private static Event event(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> new Event(sent.ref(), EventKind.SENT, sent.attempt(), null);
            case Outcome.Failed failed ->
                new Event(
                        failed.ref(),
                        EventKind.FAILED,
                        failed.attempt(),
                        Map.of("code", failed.code(), "advice", failed.advice()));
            case Outcome.Unknown unknown ->
                new Event(unknown.ref(), EventKind.UNKNOWN, unknown.attempt(), Map.of("cause", unknown.cause()));
            case Outcome.Later later ->
                new Event(
                        later.ref(), EventKind.WAITING, later.attempt(), EventDetail.busy(later.until(), later.code()));
        };
    }
}
