package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.broadcast.GroupEvents.texts;
import static ai.tulia.messaging.store.database.Sql.json;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.broadcast.GroupEvents.Event;
import ai.tulia.messaging.store.message.EventDetail;
import ai.tulia.messaging.store.message.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The steps of a message, for the many of a broadcast at a time: each is one statement that changes the rows and one
 * that writes their events, within the open tenant transaction. The rules of what may become what are those of a single
 * message: each statement names the states it leads from.
 */
@Component
public class GroupTransitions {
    private final JdbcClient jdbc;
    private final GroupEvents events;

    GroupTransitions(JdbcClient jdbc, GroupEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** @param decision why and until when it waits */
    public record Held(MessageRef ref, DispatchDecision.Wait decision) {}

    /** @param decision why it ends without having been sent */
    public record Stopped(MessageRef ref, DispatchDecision.Stop decision) {}

    /**
     * @param attempt counted from 1
     * @param reservedAt since when it holds its place; null = as it stands in the ledger
     */
    public record Begun(
            MessageRef ref,
            int attempt,
            String body,
            @Nullable Map<String, String> contentVariables,
            @Nullable Instant reservedAt) {}

    public void hold(UUID tenant, List<Held> held, Instant at) {
        if (held.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update message m set state = 'WAITING', waiting_reason = h.reason, wake_at = h.until,
                            changed_at = :at
                        from unnest(:ids::uuid[], :reasons::text[], :untils::timestamptz[]) h (id, reason, until)
                        where m.tenant_id = :tenant and m.id = any (:ids::uuid[]) and m.id = h.id
                            and m.state in ('ACCEPTED', 'WAITING')""")
                .param("at", utc(at))
                .param("tenant", tenant)
                .param("ids", texts(held, each -> each.ref().messageId()))
                .param("reasons", texts(held, each -> each.decision().reason().word()))
                .param("untils", texts(held, each -> each.decision().until()))
                .update();
        events.add(
                tenant,
                at,
                held.stream()
                        .map(each -> new Event(each.ref(), EventKind.WAITING, null, EventDetail.of(each.decision())))
                        .toList());
    }

    public void stop(UUID tenant, List<Stopped> stopped, Instant at) {
        if (stopped.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update message m set state = s.state, status = 'failed', waiting_reason = null, wake_at = null,
                            failure_code = s.reason, failed_at = :at, changed_at = :at
                        from unnest(:ids::uuid[], :states::text[], :reasons::text[]) s (id, state, reason)
                        where m.tenant_id = :tenant and m.id = any (:ids::uuid[]) and m.id = s.id
                            and m.state in ('ACCEPTED', 'WAITING')""")
                .param("at", utc(at))
                .param("tenant", tenant)
                .param("ids", texts(stopped, each -> each.ref().messageId()))
                .param("states", texts(stopped, each -> each.decision().reason().outcome()))
                .param(
                        "reasons",
                        texts(stopped, each -> each.decision().reason().word()))
                .update();
        events.add(
                tenant,
                at,
                stopped.stream()
                        .map(each -> new Event(
                                each.ref(),
                                EventKind.of(each.decision().reason().outcome()),
                                null,
                                EventDetail.of(each.decision())))
                        .toList());
    }

    /**
     * From here on they may have left: committed before their POSTs. The wake time stays: it is in an index, and a row
     * that changes nothing there is updated in place.
     *
     * @throws IllegalStateException when one of them is held no longer: its POST must not go out
     */
    public void begin(UUID tenant, List<Begun> begun, Instant at) {
        if (begun.isEmpty()) {
            return;
        }
        int changed = jdbc.sql("""
                        update message m set state = 'SENDING', attempt = b.attempt, waiting_reason = null,
                            body = b.body, content_variables = b.variables, changed_at = :at,
                            reserved_at = coalesce(b.reserved_at, m.reserved_at)
                        from unnest(:ids::uuid[], :attempts::int[], :bodies::text[], :variables::jsonb[],
                            :reserved::timestamptz[]) b (id, attempt, body, variables, reserved_at)
                        where m.tenant_id = :tenant and m.id = any (:ids::uuid[]) and m.id = b.id
                            and m.state in ('ACCEPTED', 'WAITING')""")
                .param("at", utc(at))
                .param("tenant", tenant)
                .param("ids", texts(begun, each -> each.ref().messageId()))
                .param("attempts", texts(begun, Begun::attempt))
                .param("bodies", texts(begun, Begun::body))
                .param("variables", texts(begun, each -> json(each.contentVariables())))
                .param("reserved", texts(begun, Begun::reservedAt))
                .update();
        if (changed != begun.size()) {
            throw new IllegalStateException(changed + " of " + begun.size() + " held messages were still held");
        }
        events.add(
                tenant,
                at,
                begun.stream()
                        .map(each -> new Event(each.ref(), EventKind.SENDING, each.attempt(), null))
                        .toList());
    }

    /**
     * Attempts whose worker is gone: committed as SENDING, and older than any POST may take.
     *
     * @return how many there were
     */
    public int giveUp(BroadcastRef ref, Instant begunBefore, Instant at) {
        return jdbc.sql("""
                        with lost as (
                            update message set state = 'UNKNOWN', failure_code = 'interrupted', changed_at = :at
                            where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending'
                                and state = 'SENDING' and changed_at < :before
                            returning id, attempt)
                        insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
                        select :tenant, id, :at, 'unknown', attempt, '{"cause": "interrupted"}' from lost""")
                .param("at", utc(at))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("before", utc(begunBefore))
                .update();
    }

    /**
     * Cancels some of what has not begun to leave.
     *
     * @return the messages, empty when none is left
     */
    public List<UUID> cancel(BroadcastRef ref, int most, Instant at) {
        return jdbc.sql("""
                        with chosen as materialized (
                            select id from message
                            where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending'
                                and state in ('ACCEPTED', 'WAITING')
                            limit :most for update),
                        canceled as (
                            update message m set state = 'CANCELED', status = 'canceled', waiting_reason = null,
                                wake_at = null, changed_at = :at
                            where m.tenant_id = :tenant and m.id = any (array(select id from chosen))
                                and m.state in ('ACCEPTED', 'WAITING')
                            returning m.id),
                        told as (
                            insert into message_event (tenant_id, message_id, at, kind, detail)
                            select :tenant, id, :at, 'canceled', '{"by": "broadcast"}' from canceled)
                        select id from canceled""")
                .param("at", utc(at))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /**
     * Puts failed messages back in line, as new attempts, which ask for their places anew.
     *
     * @param codes the failures that are safe and worth to try again
     * @return how many
     */
    public int retry(BroadcastRef ref, List<String> codes, Instant at) {
        return jdbc.sql("""
                        with again as (
                            update message set state = 'WAITING', status = 'pending', waiting_reason = 'scheduled',
                                wake_at = :at, failure_code = null, failure_detail = null, failed_at = null,
                                reserved_at = null, changed_at = :at
                            where tenant_id = :tenant and broadcast_id = :broadcast and status = 'failed'
                                and state = 'FAILED' and failure_code = any (:codes::text[]) and expires_at > :at
                            returning id, attempt)
                        insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
                        select :tenant, id, :at, 'retried', attempt, null from again""")
                .param("at", utc(at))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("codes", codes.toArray(String[]::new))
                .update();
    }
}
