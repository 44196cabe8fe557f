package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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
                insert into message (tenant_id, id, customer_id, message_type, channel, status, state, over_limit,
                    not_before, scheduled_local, scheduled_zone, expires_at, waiting_reason, wake_at, template_id,
                    template_version, context, body, failure_code, metadata, created_at, failed_at, changed_at)
                values (:tenant, :id, :customer, :type, :channel, :status, :state, :overLimit, :notBefore,
                    :scheduledLocal, :scheduledZone, :expiresAt, :reason, :wakeAt, :template, :templateVersion,
                    :context::jsonb, :body, :failure, :metadata::jsonb, :at, :failedAt, :at)
                returning *),
            told as (
                %s
                select :tenant, e.id, c.id, :event::text, %s, :at, %s
                from accepted c join %s on :event::text = any (e.events))
            insert into message_event (tenant_id, message_id, at, kind, detail)
            select tenant_id, id, :at, :kind::text, :detail::jsonb from accepted where :kind::text is not null
            """.formatted(WebhookOutbox.INSERT, MessageSql.WEBHOOK_DATA, WebhookOutbox.DUE, WebhookOutbox.ENDPOINTS);

    private final JdbcClient jdbc;

    MessageIntake(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the state it was written in: ACCEPTED, WAITING, REFUSED or EXPIRED */
    public MessageState accept(UUID tenantId, NewMessage message, DispatchDecision decision, Instant at) {
        var ref = new MessageRef(tenantId, message.id());
        Optional<Transition> first = switch (decision) {
            case DispatchDecision.SendNow now -> Optional.empty();
            case DispatchDecision.Wait wait -> Optional.of(new Transition.Deferred(ref, wait));
            case DispatchDecision.Stop stop -> Optional.of(new Transition.Stopped(ref, stop));
        };
        insert(message, first, tenantId, at);
        return first.map(each -> each.cause().to()).orElse(MessageState.ACCEPTED);
    }

    private void insert(NewMessage message, Optional<Transition> first, UUID tenantId, Instant at) {
        MessageState state = first.map(each -> each.cause().to()).orElse(MessageState.ACCEPTED);
        Optional<TransitionRow> row = first.map(TransitionRow::of);
        jdbc.sql(INSERT)
                .param("tenant", tenantId)
                .param("id", message.id())
                .param("customer", message.customerId())
                .param("type", message.type().code())
                .param("channel", message.channel().code())
                .param("status", state.status().code())
                .param("state", state.name())
                .param("overLimit", message.overLimit().name())
                .param("notBefore", utc(message.schedule().notBefore()))
                .param("scheduledLocal", message.schedule().local())
                .param("scheduledZone", message.schedule().zone())
                .param("expiresAt", utc(message.expiresAt()))
                .param("reason", row.map(set -> set.waiting().reason()).orElse(null))
                // What may go now is due now: by that the sweeper finds it if nobody sends it.
                .param("wakeAt", utc(row.map(set -> set.waiting().until()).orElse(state.isOpen() ? at : null)))
                .param("template", message.text().templateId())
                .param("templateVersion", message.text().templateVersion())
                .param("context", message.context().isEmpty() ? null : Json.write(message.context()))
                .param("body", message.text().content())
                .param("failure", row.map(set -> set.failure().code()).orElse(null))
                .param("metadata", Json.writeNullable(message.metadata()))
                .param("at", utc(at))
                .param("failedAt", utc(state.isOpen() ? null : at))
                .param(
                        "event",
                        WebhookEventType.ofState(state)
                                .map(WebhookEventType::code)
                                .orElse(null))
                .param("kind", first.map(each -> each.cause().code()).orElse(null))
                .param(
                        "detail",
                        row.map(set -> Json.writeNullable(set.detail())).orElse(null))
                .update();
    }
}
