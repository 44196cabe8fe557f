package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.message.IntakeColumns.BatchPlace;
import ai.tulia.messaging.store.message.IntakeColumns.Row;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.List;
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
            with asked as materialized (%s),
            accepted as (
                insert into message (tenant_id, id, customer_id, broadcast_id, batch_index, message_type, channel, status,
                    state, attempt, over_limit, not_before, scheduled_local, scheduled_zone, expires_at, waiting_reason,
                    wake_at, reserved_at, template_id, template_version, context, body, content_variables, failure_code,
                    failure_detail, metadata, created_at, failed_at, changed_at)
                select :tenant, id, customer_id, broadcast_id, batch_index, message_type, channel, status,
                    state, coalesce(attempt, 0), over_limit, not_before, scheduled_local, scheduled_zone, expires_at,
                    waiting_reason, wake_at, reserved_at, template_id, template_version, context, body,
                    content_variables, failure_code, failure_detail, metadata, :at, failed_at, :at
                from asked
                returning *),
            published as (
                %s
                select :tenant, e.id, c.id, a.event, %s, :at, %s
                from accepted c join asked a on a.id = c.id join %s on a.event = any (e.events))
            insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
            select :tenant, id, :at, kind, attempt, detail from asked where kind is not null
            """;
    private static final String INSERT_ONE = insert(IntakeColumns.ONE);
    private static final String INSERT_MANY = insert(IntakeColumns.MANY);

    private static String insert(String asked) {
        return INSERT.formatted(
                asked, WebhookOutbox.INSERT, MessageSql.WEBHOOK_DATA, WebhookOutbox.DUE, WebhookOutbox.ENDPOINTS);
    }

    private final JdbcClient jdbc;
    private final MessageMetadata metadata;

    MessageIntake(JdbcClient jdbc, MessageMetadata metadata) {
        this.jdbc = jdbc;
        this.metadata = metadata;
    }

    /** @param decision what the policy says of it before it is dispatched: one that may go is written ACCEPTED */
    public void accept(UUID tenantId, NewMessage message, DispatchDecision decision, Instant at) {
        insert(tenantId, Row.of(message, null, first(new MessageRef(tenantId, message.id()), decision), at));
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
        insert(first.ref().tenantId(), Row.of(message, null, first, at));
    }

    /**
     * One item of a batch.
     *
     * @param index in its request, from 0
     * @param decision what the policy says of it now
     */
    public record BatchMessage(int index, NewMessage message, DispatchDecision decision) {}

    /** Writes items of a batch in one statement: the trigger that counts fires once. */
    public void accept(BroadcastRef batch, List<BatchMessage> items, Instant at) {
        if (items.isEmpty()) {
            return;
        }
        List<Row> rows = items.stream()
                .map(item -> Row.of(
                        item.message(),
                        new BatchPlace(batch.broadcastId(), item.index()),
                        first(new MessageRef(batch.tenantId(), item.message().id()), item.decision()),
                        at))
                .toList();
        jdbc.sql(INSERT_MANY)
                .paramSource(IntakeColumns.of(rows)
                        .addValue("tenant", batch.tenantId())
                        .addValue("at", utc(at)))
                .update();
        metadata.add(batch.tenantId(), items.stream().map(BatchMessage::message).toList());
    }

    private void insert(UUID tenantId, Row row) {
        jdbc.sql(INSERT_ONE)
                .paramSource(IntakeColumns.of(row).addValue("tenant", tenantId).addValue("at", utc(row.at())))
                .update();
        metadata.add(tenantId, List.of(row.message()));
    }

    private static @Nullable Transition first(MessageRef ref, DispatchDecision decision) {
        return switch (decision) {
            case DispatchDecision.SendNow now -> null;
            case DispatchDecision.Wait wait -> new Transition.Deferred(ref, wait);
            case DispatchDecision.Stop stop -> new Transition.Stopped(ref, stop);
        };
    }
}
