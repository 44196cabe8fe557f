package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.consent.ConsentSql;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes the messages of a broadcast that are due, within the open tenant transaction. */
@Component
public class DueMessageQueries {
    /** The claim first, by the index of what is due; then what is known of each, by its key. */
    private static final String CLAIM = """
            with due as materialized (
                select %s %s
                from message m
                where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending'
                    and wake_at <= :now and %s %s
                order by wake_at, id limit :size for update skip locked)
            select m.*, c.name, c.time_zone, %s, %s, %s
            from due m
            cross join lateral (select id, name, time_zone, attributes, %s from customer
                where tenant_id = :tenant and id = m.customer_id offset 0) c
            %s %s %s
            order by m.wake_at, m.id
            """;

    private static final String OF_BROADCAST =
            claim("", "", "coalesce(c.attributes || l.attributes, c.attributes) as attributes", """
            left join lateral (select attributes from broadcast_recipient
                where tenant_id = :tenant and broadcast_id = :broadcast and customer_id = m.customer_id
                offset 0) l on true""");
    private static final String OF_BATCH = claim(
            ", m.body, m.context, m.content_variables, m.template_id, m.template_version",
            "and channel = :channel and message_type = :type",
            "c.attributes, v.content, v.content_sid, v.content_variables as template_variables",
            """
            left join lateral (select content, content_sid, content_variables from template_version
                where tenant_id = :tenant and template_id = m.template_id and version = m.template_version
                offset 0) v on true""");

    private static String claim(String columns, String which, String known, String from) {
        return CLAIM.formatted(
                CustomerFactsQueries.MESSAGE_COLUMNS,
                columns,
                MessageSql.BEFORE_SEND,
                which,
                RouteSql.COLUMNS,
                ConsentSql.COLUMNS,
                known,
                RouteSql.CUSTOMER,
                from + "\n",
                RouteSql.byKey(":sender", ":portfolio"),
                ConsentSql.byKey("m.channel", ConsentSql.OF_MESSAGE_TYPE));
    }

    private final JdbcClient jdbc;

    DueMessageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param undecidable how those end that nothing can be decided about */
    public record Claim(List<DueMessage> due, List<Transition> undecidable) {
        public int size() {
            return due.size() + undecidable.size();
        }
    }

    /**
     * Those due longest first; rows that another lane has locked are passed over.
     *
     * @param sender the tenant's that serves the broadcast; null = none does
     */
    public Claim claim(
            BroadcastRef broadcast,
            TenantSettings tenant,
            @Nullable Sender sender,
            boolean approvedTemplate,
            int size,
            Instant now) {
        return claim(OF_BROADCAST, broadcast, tenant, sender, size, now, Map.of(), row -> null, approvedTemplate);
    }

    /**
     * The same of a batch, of whose messages one sender serves those of this channel and type.
     *
     * @param sender the tenant's that serves them; null = none does
     */
    public Claim claimOfBatch(
            BroadcastRef batch,
            Channel channel,
            MessageType type,
            TenantSettings tenant,
            @Nullable Sender sender,
            int size,
            Instant now) {
        var which = Map.of("channel", channel.code(), "type", type.code());
        return claim(OF_BATCH, batch, tenant, sender, size, now, which, DueMessageQueries::ownText, false);
    }

    /** Reads what a message says itself; null = what its broadcast says. */
    private interface Texts {
        @Nullable
        OwnText read(ResultSet row) throws SQLException;
    }

    private Claim claim(
            String sql,
            BroadcastRef broadcast,
            TenantSettings tenant,
            @Nullable Sender sender,
            int size,
            Instant now,
            Map<String, String> which,
            Texts texts,
            boolean approvedTemplate) {
        var reader = CustomerFactsQueries.of(tenant);
        List<Transition> undecidable = new ArrayList<>();
        List<DueMessage> due = new ArrayList<>();
        jdbc.sql(sql)
                .params(which)
                .param("tenant", broadcast.tenantId())
                .param("broadcast", broadcast.broadcastId())
                .param("now", utc(now))
                .param("size", size)
                .param("sender", sender == null ? null : sender.address())
                .param("portfolio", sender == null ? null : sender.portfolio())
                .query(row -> {
                    try {
                        due.add(due(reader, sender, approvedTemplate, texts.read(row), row));
                    } catch (DateTimeException fault) {
                        Instant expiresAt = Objects.requireNonNull(instant(row, "expires_at"));
                        undecidable.add(Undecidable.end(reader.ref(row), expiresAt, now, fault));
                    }
                });
        return new Claim(due, undecidable);
    }

    private static DueMessage due(
            CustomerFactsQueries reader,
            @Nullable Sender sender,
            boolean approvedTemplate,
            @Nullable OwnText own,
            ResultSet row)
            throws SQLException {
        Map<String, Object> attributes = Json.object(row.getString("attributes"));
        var route = RouteSql.read(row, Channel.fromCode(row.getString("channel")), sender);
        var customer = reader.customer(row, route, attributes);
        boolean approved = own == null ? approvedTemplate : own.contentSid() != null;
        return new DueMessage(reader.message(row, customer, approved), customer, RouteSql.to(row), attributes, own);
    }

    private static OwnText ownText(ResultSet row) throws SQLException {
        String body = row.getString("body");
        return new OwnText(
                body,
                row.getString("content"),
                row.getString("content_sid"),
                Json.strings(row.getString(body == null ? "template_variables" : "content_variables")),
                Json.strings(row.getString("context")));
    }
}
