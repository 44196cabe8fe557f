package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.ScheduledTime;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes the messages of a broadcast that are due, within the open tenant transaction. */
@Component
public class DueMessages {
    /** The claim first, by the index of what is due; then what is known of each, by its key. */
    private static final String CLAIM = """
            with due as materialized (
                select id, customer_id, state, attempt, not_before, scheduled_local, scheduled_zone, expires_at,
                    reserved_at, created_at, wake_at, waiting_reason, body
                from message
                where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending'
                    and wake_at <= :now and state in ('ACCEPTED', 'WAITING')
                order by wake_at, id limit :size for update skip locked)
            select m.*, %s, coalesce(c.attributes || l.attributes, c.attributes) as attributes
            from due m
            cross join lateral (select id, phone_number, name, time_zone, attributes from customer
                where tenant_id = :tenant and id = m.customer_id offset 0) c
            left join lateral (select attributes from broadcast_recipient
                where tenant_id = :tenant and broadcast_id = :broadcast and customer_id = m.customer_id
                offset 0) l on true
            %s
            order by m.wake_at, m.id
            """.formatted(RecipientFacts.COLUMNS, RecipientFacts.CONSENTS);

    private final JdbcClient jdbc;

    DueMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those due longest first; rows that another lane holds are passed over. */
    public List<DueMessage> claim(
            Broadcast broadcast, TenantSettings tenant, boolean approvedTemplate, int size, Instant now) {
        var facts = new RecipientFacts(broadcast, tenant);
        return jdbc.sql(CLAIM)
                .param("tenant", broadcast.ref().tenantId())
                .param("broadcast", broadcast.ref().broadcastId())
                .param("channel", broadcast.channel().word())
                .param("consent", broadcast.type().rules().consent().word())
                .param("now", utc(now))
                .param("size", size)
                .query((row, n) -> due(broadcast, tenant, approvedTemplate, facts, row))
                .list();
    }

    private static DueMessage due(
            Broadcast broadcast, TenantSettings tenant, boolean approved, RecipientFacts recipients, ResultSet row)
            throws SQLException {
        String phoneNumber = row.getString("phone_number");
        Map<String, Object> attributes = Sql.object(row.getString("attributes"));
        var customer = recipients.read(row, PhoneNumber.countryOf(phoneNumber), attributes);
        var quota = row.getObject("reserved_at") == null
                ? QuotaAnswer.NOT_ASKED
                : new QuotaAnswer(QuotaAnswer.Verdict.GRANTED, 0, tenant.dailyLimit(), 0, null);
        var facts = customer.about(
                broadcast.type(),
                ScheduledTime.read(row, customer.zone()),
                Objects.requireNonNull(instant(row, "expires_at")),
                OverLimit.DEFER,
                quota,
                approved);
        var message = new DispatchRow(
                new MessageRef(broadcast.ref().tenantId(), Objects.requireNonNull(Sql.uuid(row, "id"))),
                Objects.requireNonNull(Sql.uuid(row, "customer_id")),
                MessageState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                facts,
                tenant.dailyLimit(),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "wake_at"),
                row.getString("waiting_reason"));
        return new DueMessage(message, customer, phoneNumber, row.getString("body"), attributes);
    }
}
