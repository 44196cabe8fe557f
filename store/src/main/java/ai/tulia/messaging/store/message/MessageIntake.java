package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes an accepted message in the caller's tenant transaction. Its row is the event of being accepted; what the policy
 * already said of it is written with it, so that a message that must wait is never seen without its reason.
 */
@Component
public class MessageIntake {
    private static final String INSERT =
            """
            with accepted as (
                insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt, over_limit,
                    not_before, scheduled_local, scheduled_zone, expires_at, waiting_reason, wake_at, reserved_at,
                    template_id, template_version, context, body, content_variables, failure_code, failure_detail,
                    metadata, created_at, failed_at, changed_at)
                values (:tenant, :id, :customer, :type, :channel, :status, :state, coalesce(:attempt::int, 0), :overLimit,
                    :notBefore, :scheduledLocal, :scheduledZone, :expiresAt, :reason, :wakeAt, :reservedAt::timestamptz,
                    :template, :templateVersion, :context::jsonb, :body, :variables::jsonb, :failure, :advice,
                    :metadata::jsonb, :at, :failedAt, :at)
                returning *),
            told as (
                %s
                select :tenant, e.id, c.id, :event::text, %s, :at, %s
                from accepted c join %s on :event::text = any (e.events))
            insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
            select tenant_id, id, :at, :kind::text, :attempt::int, :detail::jsonb
            from accepted where :kind::text is not null
            """.formatted(WebhookOutbox.INSERT, MessageSql.WEBHOOK_DATA, WebhookOutbox.DUE, WebhookOutbox.ENDPOINTS);

    private final JdbcClient jdbc;

    MessageIntake(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param decision what the policy says of it before it is dispatched: one that may go is written ACCEPTED */
    public void accept(UUID tenantId, NewMessage message, DispatchDecision decision, Instant at) {
        var ref = new MessageRef(tenantId, message.id());
        accept(
                message,
                ref,
                switch (decision) {
                    case DispatchDecision.SendNow now -> null;
                    case DispatchDecision.Wait wait -> new Transition.Deferred(ref, wait);
                    case DispatchDecision.Stop stop -> new Transition.Stopped(ref, stop);
                },
                at);
    }

    /**
     * Writes a message with what its first dispatch makes of it: it waits, ends, or its first attempt starts.
     *
     * @param first of this message; one that leads from ACCEPTED
     */
    public void accept(NewMessage message, Transition first, Instant at) {
        if (!first.cause().from().contains(MessageState.ACCEPTED)) {
            throw new IllegalArgumentException(
                    "a new message is not " + first.cause().code());
        }
        accept(message, first.ref(), first, at);
    }

    private void accept(NewMessage message, MessageRef ref, @Nullable Transition first, Instant at) {
        MessageState state =
                first == null ? MessageState.ACCEPTED : first.cause().to();
        TransitionRow set = first == null ? TransitionRow.NOTHING : TransitionRow.of(first);
        String rendered = set.sending().body();
        Instant until = set.waiting().until();
        jdbc.sql(INSERT)
                .param("tenant", ref.tenantId())
                .param("id", message.id())
                .param("customer", message.customerId())
                .param("type", message.type().code())
                .param("channel", message.channel().code())
                .param("status", state.status().code())
                .param("state", state.name())
                .param("attempt", first == null ? null : first.attempt())
                .param("overLimit", message.overLimit().name())
                .param("notBefore", utc(message.schedule().notBefore()))
                .param("scheduledLocal", message.schedule().local())
                .param("scheduledZone", message.schedule().zone())
                .param("expiresAt", utc(message.expiresAt()))
                .param("reason", set.waiting().reason())
                // What may go now is due now: by that the sweeper finds it if nobody sends it.
                .param("wakeAt", utc(until == null && state.isOpen() ? at : until))
                .param("reservedAt", utc(set.sending().reservedAt()))
                .param("template", message.text().templateId())
                .param("templateVersion", message.text().templateVersion())
                .param(
                        "context",
                        rendered != null || message.context().isEmpty() ? null : Json.write(message.context()))
                .param("body", rendered == null ? message.text().content() : rendered)
                .param("variables", set.sending().contentVariables())
                .param("failure", set.failure().code())
                .param("advice", set.failure().detail())
                .param("metadata", Json.writeNullable(message.metadata()))
                .param("at", utc(at))
                .param("failedAt", utc(state.isOpen() ? null : at))
                .param(
                        "event",
                        WebhookEventType.ofState(state)
                                .map(WebhookEventType::code)
                                .orElse(null))
                .param("kind", first == null ? null : first.cause().code())
                .param("detail", Json.writeNullable(set.detail()))
                .update();
    }
}
