package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.consent.ConsentSql;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what the policy looks at for many new messages in one statement, inside the caller's tenant transaction. */
@Component
public class FactsOfManyQueries {
    private static final String FIND = """
            select a.n, c.name, c.time_zone, c.attributes, %s, %s
            from unnest(:customers::uuid[], :channels::text[], :consents::text[], :senders::text[], :portfolios::text[])
                with ordinality a (customer, channel, consent, sender, portfolio, n)
            cross join lateral (select id, name, time_zone, attributes, %s from customer
                where tenant_id = :tenant and id = a.customer and erasure_requested_at is null offset 0) c
            %s %s
            """.formatted(
                    RouteSql.COLUMNS,
                    ConsentSql.COLUMNS,
                    RouteSql.CUSTOMER,
                    RouteSql.byKey("a.sender", "a.portfolio"),
                    ConsentSql.byKey("a.channel", "a.consent"));

    private final JdbcClient jdbc;

    FactsOfManyQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of a customer differs by the channel and the type of a message. */
    public record Addressee(UUID customerId, Channel channel, MessageType type) {}

    /**
     * @param known of the customers that there are
     * @param unknownZone of those whose time zone this JVM does not know
     */
    public record Found(Map<Addressee, CustomerFacts> known, Set<Addressee> unknownZone) {}

    public Found of(TenantSettings tenant, Collection<Addressee> addressees) {
        var found = new Found(new HashMap<>(), new HashSet<>());
        List<Addressee> asked = addressees.stream().distinct().toList();
        List<@Nullable Sender> senders = asked.stream()
                .<@Nullable Sender>map(each ->
                        tenant.senders().serving(each.channel(), each.type()).orElse(null))
                .toList();
        if (asked.isEmpty()) {
            return found;
        }
        var reader = CustomerFactsQueries.of(tenant);
        jdbc.sql(FIND)
                .param("tenant", tenant.id())
                .param(
                        "customers",
                        Sql.texts(asked.stream().map(Addressee::customerId).toList()))
                .param(
                        "channels",
                        asked.stream().map(each -> each.channel().code()).toArray(String[]::new))
                .param(
                        "consents",
                        asked.stream()
                                .map(each -> each.type().rules().consent().code())
                                .toArray(String[]::new))
                .param(
                        "senders",
                        senders.stream().map(FactsOfManyQueries::address).toArray(String[]::new))
                .param(
                        "portfolios",
                        senders.stream().map(FactsOfManyQueries::portfolio).toArray(String[]::new))
                .query(row -> {
                    int n = row.getInt("n") - 1;
                    Addressee addressee = asked.get(n);
                    try {
                        found.known().put(addressee, facts(reader, row, addressee, senders.get(n)));
                    } catch (DateTimeException unknown) {
                        found.unknownZone().add(addressee);
                    }
                });
        return found;
    }

    private static CustomerFacts facts(
            CustomerFactsQueries reader, ResultSet row, Addressee addressee, @Nullable Sender sender)
            throws SQLException {
        return reader.customer(
                row, RouteSql.read(row, addressee.channel(), sender), Json.object(row.getString("attributes")));
    }

    private static @Nullable String address(@Nullable Sender sender) {
        return sender == null ? null : sender.address();
    }

    private static @Nullable String portfolio(@Nullable Sender sender) {
        return sender == null ? null : sender.portfolio();
    }
}
