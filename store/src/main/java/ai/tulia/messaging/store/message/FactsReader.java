package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;

import ai.tulia.messaging.domain.consent.ConsentFact;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.ZoneSource;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what the policy looks at, in one statement, inside the caller's tenant transaction. */
@Component
public class FactsReader {
    private static final String CUSTOMER = """
            t.sender, t.time_zone as tenant_zone, t.quiet_start, t.quiet_end, r.daily_limit,
            c.phone_number, c.name, c.time_zone, c.attributes,
            own.state as own_state, own.recorded_at as own_at, own.source as own_source,
            whole.state as whole_state, whole.recorded_at as whole_at, whole.source as whole_source
            """;
    private static final String CONSENTS = """
            left join lateral (select state, recorded_at, source from consent
                where tenant_id = :tenant and customer_id = c.id and channel = %1$s and type = %2$s
                offset 0) own on true
            left join lateral (select state, recorded_at, source from consent
                where tenant_id = :tenant and customer_id = c.id and channel = %1$s and type = 'all'
                offset 0) whole on true
            """;
    private static final String FOR_CUSTOMER = "select " + CUSTOMER + """
            from customer c join tenant t on t.tenant_id = c.tenant_id join tier r on r.name = t.tier
            """
            + CONSENTS.formatted("case when t.sender like 'whatsapp:%' then 'whatsapp' else 'sms' end", ":type")
            + " where c.tenant_id = :tenant and c.id = :customer";
    private static final String OF_MESSAGE =
            "select m.customer_id, m.message_type, m.channel, m.state, m.attempt, m.over_limit,"
                    + " m.not_before, m.scheduled_local, m.scheduled_zone, m.expires_at, m.reserved_at, m.created_at, m.wake_at, m.waiting_reason,"
                    + " v.content_sid, " + CUSTOMER + """
            from message m
            cross join lateral (select id, phone_number, name, time_zone, attributes from customer
                where tenant_id = :tenant and id = m.customer_id offset 0) c
            join tenant t on t.tenant_id = m.tenant_id join tier r on r.name = t.tier
            left join template_version v on v.tenant_id = m.tenant_id and v.template_id = m.template_id
                and v.version = m.template_version
            """ + CONSENTS.formatted("m.channel", """
            case m.message_type when 'reminder' then 'reminder' when 'promotional' then 'promotional'
                when 're_engagement' then 'promotional' else 'transactional' end""")
                    + " where m.tenant_id = :tenant and m.id = :message";

    private final JdbcClient jdbc;

    FactsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<CustomerFacts> ofCustomer(UUID tenantId, UUID customerId, MessageType type) {
        return jdbc.sql(FOR_CUSTOMER)
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("type", type.rules().consent().word())
                .query((row, n) -> customer(row, Channel.ofSender(row.getString("sender"))))
                .optional();
    }

    public Optional<DispatchRow> ofMessage(MessageRef ref) {
        return read(ref, OF_MESSAGE);
    }

    /** The same, and nothing else changes the message until the transaction ends. */
    public Optional<DispatchRow> ofMessageLocked(MessageRef ref) {
        return read(ref, OF_MESSAGE + " for update of m");
    }

    private Optional<DispatchRow> read(MessageRef ref, String sql) {
        return jdbc.sql(sql)
                .param("tenant", ref.tenantId())
                .param("message", ref.messageId())
                .query((row, n) -> message(ref, row))
                .optional();
    }

    private static DispatchRow message(MessageRef ref, ResultSet row) throws SQLException {
        var customer = customer(row, Channel.ofWord(row.getString("channel")));
        boolean reserved = row.getObject("reserved_at") != null;
        var facts = customer.about(
                MessageType.ofWord(row.getString("message_type")),
                ScheduledTime.read(row, customer.zone()),
                Objects.requireNonNull(instant(row, "expires_at")),
                OverLimit.valueOf(row.getString("over_limit")),
                reserved
                        ? new QuotaAnswer(QuotaAnswer.Verdict.GRANTED, 0, customer.dailyLimit(), 0, null)
                        : QuotaAnswer.NOT_ASKED,
                row.getString("content_sid") != null);
        return new DispatchRow(
                ref,
                Objects.requireNonNull(Sql.uuid(row, "customer_id")),
                MessageState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                facts,
                customer.dailyLimit(),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "wake_at"),
                row.getString("waiting_reason"));
    }

    private static CustomerFacts customer(ResultSet row, Channel channel) throws SQLException {
        ZoneId tenantZone = ZoneId.of(row.getString("tenant_zone"));
        String own = row.getString("time_zone");
        return new CustomerFacts(
                channel,
                own == null ? tenantZone : ZoneId.of(own),
                own == null ? ZoneSource.TENANT : ZoneSource.CUSTOMER,
                tenantZone,
                new QuietHours(
                        row.getObject("quiet_start", LocalTime.class), row.getObject("quiet_end", LocalTime.class)),
                consent(row, "own"),
                consent(row, "whole"),
                row.getObject("daily_limit", Long.class),
                PhoneNumber.countryOf(row.getString("phone_number")),
                row.getString("name"),
                Sql.object(row.getString("attributes")));
    }

    private static ConsentFact consent(ResultSet row, String prefix) throws SQLException {
        String state = row.getString(prefix + "_state");
        if (state == null) {
            return ConsentFact.UNKNOWN;
        }
        Instant at = instant(row, prefix + "_at");
        return new ConsentFact(
                ConsentState.valueOf(state.toUpperCase(Locale.ROOT)), at, row.getString(prefix + "_source"));
    }
}
