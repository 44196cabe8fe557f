package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.TransitionCause;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The only writer of message state, over lists: one conditional UPDATE with its events, within the open tenant
 * transaction. The states it may lead from are those of {@link TransitionCause}. Of two that race for a row one wins;
 * the other's message is not among the changed ones.
 *
 * <p>A message that provably did not go out gives its unit of the daily limit back in the same statement: never one that
 * was sent meanwhile. The counters learn of it from the journal, see {@code QuotaJournal}.
 *
 * <p>What the provider reports of an attempt changes the row only while the row's attempt is that one, and its id of the
 * message, where the row has one, is the reported one.
 *
 * <p>An attempt that ends UNKNOWN is noted for the reconciliation in the same statement, and what has ended or gone out is
 * written for the webhook endpoints that subscribe to it.
 *
 * <p>The trigger that counts a broadcast's messages fires once a statement, and locks the broadcast's counts until the
 * transaction ends. Lock what is decided upon, decide everything, then call this once: a second call may wait for a message
 * whose owner waits for the counts.
 */
@Component
public class MessageTransitions {
    /**
     * SENDING keeps its wake time: it is in an index, and a row that changes nothing there is updated in place. To defer
     * for the same reason until the same instant changes nothing and leaves no event.
     */
    private static final String APPLY = """
            with asked as materialized (%s),
            changed as (
                update message m set state = a.state, status = a.status, waiting_reason = a.waiting,
                    wake_at = case when a.state = 'SENDING' then m.wake_at else a.until end,
                    attempt = coalesce(a.attempt, m.attempt), failure_code = a.code, failure_detail = a.advice,
                    provider_msg_id = case when a.cause <> 'attempt_started' then coalesce(a.sid, m.provider_msg_id) end,
                    body = coalesce(a.body, m.body),
                    content_variables = coalesce(a.variables, m.content_variables),
                    context = case when a.body is null then m.context end,
                    reserved_at = case when not (a.releases and (m.provider_msg_id is null or a.cause = 'retried'))
                        then coalesce(a.reserved_at, m.reserved_at) end,
                    sent_at = case when a.state = 'SENT' then :at
                        when a.cause in ('delivery_retried', 'resend_requested') then null
                        when a.status = 'sent' then coalesce(m.sent_at, :at) else m.sent_at end,
                    delivered_at = case when a.state in ('DELIVERED', 'READ') then coalesce(m.delivered_at, :at) end,
                    read_at = case when a.state = 'READ' then :at end,
                    failed_at = case when a.status = 'failed' then :at end,
                    not_before = coalesce(a.not_before, m.not_before),
                    scheduled_local = case when a.not_before is null then m.scheduled_local else a.local end,
                    scheduled_zone = case when a.not_before is null then m.scheduled_zone else a.zone end,
                    expires_at = coalesce(a.expires_at, m.expires_at), changed_at = :at
                from asked a
                where m.tenant_id = :tenant and m.id %s and m.id = a.id
                    and m.state = any (string_to_array(a.from_states, ','))
                    and (a.of_attempt is null or m.attempt = a.of_attempt)
                    and (a.reported is null or m.provider_msg_id is null or m.provider_msg_id = a.reported)
                    and (a.cause <> 'deferred'
                        or (m.state, m.waiting_reason, m.wake_at) is distinct from ('WAITING', a.waiting, a.until))
                returning m.id, m.customer_id, m.broadcast_id, m.batch_index, m.message_type, m.channel, m.state, m.status,
                    m.attempt, m.failure_code, a.event, a.releases and m.reserved_at is null as releases),
            released as (
                insert into quota_grant_journal (tenant_id, message_id, granted_at)
                select :tenant, id, null from changed where releases order by id
                on conflict (tenant_id, message_id) do update set granted_at = null),
            unknown as (
                insert into unknown_attempt (tenant_id, message_id, attempt, since)
                select :tenant, id, attempt, :at from changed where state = 'UNKNOWN' order by id
                on conflict (tenant_id, message_id)
                    do update set attempt = excluded.attempt, since = excluded.since, next_look_at = null),
            logged as (
                insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
                select :tenant, c.id, :at, a.cause, case when a.of_attempt is null then a.attempt else c.attempt end,
                    a.detail
                from changed c join asked a on a.id = c.id),
            published as (
                %s
                select :tenant, e.id, c.id, c.event, %s, :at, %s
                from changed c join %s on c.event = any (e.events))
            select id from changed
            """;

    private static final String APPLY_ONE = apply(TransitionColumns.ONE, "= :id::uuid");
    private static final String APPLY_MANY = apply(TransitionColumns.MANY, "= any (:id::uuid[])");

    private static String apply(String asked, String ids) {
        return APPLY.formatted(
                asked, ids, WebhookOutbox.INSERT, MessageSql.WEBHOOK_DATA, WebhookOutbox.DUE, WebhookOutbox.ENDPOINTS);
    }

    private final JdbcClient jdbc;

    MessageTransitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether it changed; false when it is in no state that this may lead from: too late */
    public boolean apply(Transition transition, Instant at) {
        return !apply(transition.ref().tenantId(), List.of(transition), at).isEmpty();
    }

    /** @return those that changed; each message may be among the transitions once */
    public Set<UUID> apply(UUID tenantId, Collection<? extends Transition> transitions, Instant at) {
        if (transitions.isEmpty()) {
            return Set.of();
        }
        List<? extends Transition> asked = List.copyOf(transitions);
        boolean one = asked.size() == 1;
        var parameters = one ? TransitionColumns.of(asked.getFirst()) : TransitionColumns.of(asked);
        return new HashSet<>(jdbc.sql(one ? APPLY_ONE : APPLY_MANY)
                .paramSource(parameters.addValue("tenant", tenantId).addValue("at", utc(at)))
                .query(UUID.class)
                .list());
    }

    /**
     * Commits attempts as SENDING; their POSTs may go out once.
     *
     * @throws IllegalStateException when one of the attempts could not start: its POST must not go out
     */
    public void startAll(UUID tenantId, Collection<? extends Transition> decided, Instant at) {
        Set<UUID> changed = apply(tenantId, decided, at);
        long missed = decided.stream()
                .filter(each -> each.cause() == TransitionCause.ATTEMPT_STARTED)
                .filter(each -> !changed.contains(each.ref().messageId()))
                .count();
        if (missed > 0) {
            throw new IllegalStateException(missed + " of the claimed messages can no longer be sent");
        }
    }

    /** The text as it will go out. Changes no state. */
    public void rendered(MessageRef ref, String body, Map<String, String> contentVariables) {
        jdbc.sql("update message set body = :body, content_variables = :variables::jsonb, context = null"
                        + " where tenant_id = :tenant and id = :id and " + MessageSql.BEFORE_SEND)
                .param("body", body)
                .param("variables", contentVariables.isEmpty() ? null : Json.write(contentVariables))
                .param("tenant", ref.tenantId())
                .param("id", ref.messageId())
                .update();
    }
}
