package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.json;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
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
    private static final String INSERT = """
            insert into message (tenant_id, id, customer_id, message_type, channel, status, state, over_limit, not_before,
                scheduled_local, scheduled_zone, expires_at, waiting_reason, wake_at, template_id, template_version,
                context, body, failure_code, metadata, created_at, failed_at, changed_at)
            values (:tenant, :id, :customer, :type, :channel, :status, :state, :overLimit, :notBefore, :scheduledLocal,
                :scheduledZone, :expiresAt, :reason, :wakeAt, :template, :templateVersion, :context::jsonb, :body,
                :failure, :metadata::jsonb, :at, :failedAt, :at)
            """;

    private final JdbcClient jdbc;
    private final MessageEvents events;

    MessageIntake(JdbcClient jdbc, MessageEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** @return the state it was written in: ACCEPTED, WAITING, REFUSED or EXPIRED */
    public MessageState accept(UUID tenantId, NewMessage message, DispatchDecision decision, Instant at) {
        MessageState state = stateAfter(decision);
        insert(tenantId, message, decision, state, at);
        var ref = new MessageRef(tenantId, message.id());
        switch (decision) {
            case DispatchDecision.SendNow now -> {}
            case DispatchDecision.Wait wait -> events.waiting(ref, wait.until(), wait.reason(), wait.trace(), at);
            case DispatchDecision.Stop stop -> events.stopped(ref, stop, at);
        }
        return state;
    }

    private void insert(UUID tenantId, NewMessage message, DispatchDecision decision, MessageState state, Instant at) {
        @Nullable Instant failedAt = state.isOpen() ? null : at;
        jdbc.sql(INSERT)
                .param("tenant", tenantId)
                .param("id", message.id())
                .param("customer", message.customerId())
                .param("type", message.type().word())
                .param("channel", message.channel().word())
                .param("status", state.status().word())
                .param("state", state.name())
                .param("overLimit", message.overLimit().name())
                .param("notBefore", utc(message.notBefore()))
                .param("scheduledLocal", message.scheduledLocal())
                .param("scheduledZone", message.scheduledZone())
                .param("expiresAt", utc(message.expiresAt()))
                .param(
                        "reason",
                        decision instanceof DispatchDecision.Wait wait
                                ? wait.reason().word()
                                : null)
                .param("wakeAt", decision instanceof DispatchDecision.Wait wait ? utc(wait.until()) : null)
                .param("template", message.templateId())
                .param("templateVersion", message.templateVersion())
                .param("context", message.context().isEmpty() ? null : json(message.context()))
                .param("body", message.body())
                .param(
                        "failure",
                        decision instanceof DispatchDecision.Stop stop
                                ? stop.reason().word()
                                : null)
                .param("metadata", json(message.metadata()))
                .param("at", utc(at))
                .param("failedAt", utc(failedAt))
                .update();
    }

    private static MessageState stateAfter(DispatchDecision decision) {
        return switch (decision) {
            case DispatchDecision.SendNow now -> MessageState.ACCEPTED;
            case DispatchDecision.Wait wait -> MessageState.WAITING;
            case DispatchDecision.Stop stop -> stop.reason().outcome();
        };
    }
}
