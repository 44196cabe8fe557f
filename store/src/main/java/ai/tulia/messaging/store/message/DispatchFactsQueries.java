package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.store.consent.ConsentSql;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.tenant.SenderSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what the policy looks at, in one statement, inside the caller's tenant transaction.
 *
 * @throws DateTimeException from each method, for a time zone that this JVM does not know
 */
@Component
public class DispatchFactsQueries {
    private static final String CUSTOMER =
            """
            t.suspended_at is not null as tenant_suspended, t.time_zone as tenant_zone,
            t.quiet_start, t.quiet_end, r.daily_limit,
            c.name, c.time_zone, c.attributes, """ + SenderSql.COLUMNS + ", " + RouteSql.COLUMNS + ", " + ConsentSql.COLUMNS;
    private static final String FOR_CUSTOMER = "select " + CUSTOMER + """
            from customer c join tenant t on t.tenant_id = c.tenant_id join tier r on r.name = t.tier
            """
            + SenderSql.serving(":channel", ":type")
            + RouteSql.byKey("s.address", "s.portfolio")
            + ConsentSql.byKey(":channel", ":consent")
            + " where c.tenant_id = :tenant and c.id = :customer and c.erasure_requested_at is null";
    private static final String OF_MESSAGE = "select " + CustomerFactsQueries.MESSAGE_COLUMNS + ", v.content_sid, "
            + CUSTOMER + """
            from message m
            cross join lateral (select id, name, time_zone, attributes, """ + RouteSql.CUSTOMER + """
                from customer where tenant_id = :tenant and id = m.customer_id offset 0) c
            join tenant t on t.tenant_id = m.tenant_id join tier r on r.name = t.tier
            left join template_version v on v.tenant_id = m.tenant_id and v.template_id = m.template_id
                and v.version = m.template_version
            """
            + SenderSql.serving("m.channel", "m.message_type")
            + RouteSql.byKey("s.address", "s.portfolio")
            + ConsentSql.byKey("m.channel", ConsentSql.OF_MESSAGE_TYPE)
            + " where m.tenant_id = :tenant and m.id = :message";

    private final JdbcClient jdbc;

    DispatchFactsQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<CustomerFacts> ofCustomer(UUID tenantId, UUID customerId, Channel channel, MessageType type) {
        return jdbc.sql(FOR_CUSTOMER)
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("channel", channel.code())
                .param("type", type.code())
                .param("consent", type.rules().consent().code())
                .query((row, n) -> customer(reader(tenantId, row), row, channel))
                .optional();
    }

    /**
     * For a message that is written and dispatched in the open transaction: a withdrawal of the customer's is either
     * among the facts read from now on, or comes after the commit.
     *
     * @return false when there is no such customer, or one that is to be erased
     */
    public boolean lockCustomer(UUID tenantId, UUID customerId) {
        return jdbc.sql("select id from customer where tenant_id = :tenant and id = :customer"
                        + " and erasure_requested_at is null for key share")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    public Optional<DispatchRow> ofMessage(MessageRef ref) {
        return read(ref, OF_MESSAGE);
    }

    /** The same, and nothing else changes the message until the transaction ends. */
    public Optional<DispatchRow> ofMessageLocked(MessageRef ref) {
        return read(ref, OF_MESSAGE + " for update of m");
    }

    /** How a message ends whose facts cannot be read; empty when an attempt has started, or it is closed. */
    public Optional<Transition> endOfUndecidable(MessageRef ref, DateTimeException fault, Instant now) {
        return jdbc.sql("select expires_at from message where tenant_id = :tenant and id = :message and "
                        + MessageSql.BEFORE_SEND + " for update")
                .param("tenant", ref.tenantId())
                .param("message", ref.messageId())
                .query((row, n) ->
                        Undecidable.end(ref, Objects.requireNonNull(Sql.instant(row, "expires_at")), now, fault))
                .optional();
    }

    private Optional<DispatchRow> read(MessageRef ref, String sql) {
        return jdbc.sql(sql)
                .param("tenant", ref.tenantId())
                .param("message", ref.messageId())
                .query((row, n) -> message(ref, row))
                .optional();
    }

    private static DispatchRow message(MessageRef ref, ResultSet row) throws SQLException {
        var reader = reader(ref.tenantId(), row);
        var customer = customer(reader, row, Channel.fromCode(row.getString("channel")));
        return reader.message(row, customer, row.getString("content_sid") != null);
    }

    private static CustomerFacts customer(CustomerFactsQueries reader, ResultSet row, Channel channel)
            throws SQLException {
        return reader.customer(
                row, RouteSql.read(row, channel, SenderSql.read(row)), Json.object(row.getString("attributes")));
    }

    private static CustomerFactsQueries reader(UUID tenantId, ResultSet row) throws SQLException {
        return new CustomerFactsQueries(
                tenantId,
                row.getBoolean("tenant_suspended"),
                ZoneId.of(row.getString("tenant_zone")),
                new QuietHours(
                        row.getObject("quiet_start", LocalTime.class), row.getObject("quiet_end", LocalTime.class)),
                row.getObject("daily_limit", Long.class));
    }
}
