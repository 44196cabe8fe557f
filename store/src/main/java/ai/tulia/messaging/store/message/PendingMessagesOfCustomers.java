package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.texts;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.consent.ConsentSql;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.tenant.SenderSql;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Locks the pending messages of customers and reads what the policy looks at, within the open tenant transaction. */
@Component
public class PendingMessagesOfCustomers {
    private static final int PAGE = 1_000;
    /**
     * In the order of the index by customer. The planner, which may take a tenant's million messages for one, otherwise
     * goes by the tenant's primary key and reads all of them; with sorts off no other index gives this order.
     */
    private static final String FIND = """
            select id from message
            where tenant_id = :tenant and customer_id = any (:customers::uuid[]) and status = 'pending'%s
            order by customer_id, id""";

    private static final String FIND_ALL = FIND.formatted("");
    private static final String FIND_OF_TYPES =
            FIND.formatted(" and channel = :channel and message_type = any (:types::text[])");
    /**
     * The condition names the status, not the states: a message that a claim just made SENDING is still one of them when
     * the lock is granted.
     */
    private static final String LOCK_PAGE = """
            with pending as materialized (
                select %s, m.broadcast_id, m.template_id, m.template_version
                from message m
                where tenant_id = :tenant and id = any (:ids::uuid[]) and status = 'pending'
                order by id for update)
            select m.*, v.content_sid, c.name, c.time_zone, %s, %s, %s
            from pending m
            cross join lateral (select id, name, time_zone, %s from customer
                where tenant_id = :tenant and id = m.customer_id offset 0) c
            left join lateral (select content_sid from template_version
                where tenant_id = :tenant and template_id = m.template_id and version = m.template_version
                offset 0) v on true
            %s %s %s
            order by m.id""".formatted(
                    CustomerFactsQueries.MESSAGE_COLUMNS,
                    SenderSql.COLUMNS,
                    RouteSql.COLUMNS,
                    ConsentSql.COLUMNS,
                    RouteSql.CUSTOMER,
                    SenderSql.serving("m.channel", "m.message_type"),
                    RouteSql.byKey("s.address", "s.portfolio"),
                    ConsentSql.byKey("m.channel", ConsentSql.OF_MESSAGE_TYPE));

    private final JdbcClient jdbc;
    private final TenantQueries tenants;

    PendingMessagesOfCustomers(JdbcClient jdbc, TenantQueries tenants) {
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /**
     * Waits for claims of these messages that are not committed yet. Locks in the order of message ids, so that two who
     * lock the same messages never deadlock.
     */
    public List<PendingMessage> lock(
            UUID tenantId, Channel channel, Collection<UUID> customers, Collection<MessageType> types) {
        TenantSettings tenant = tenants.settings(tenantId);
        List<UUID> ids = find(jdbc.sql(FIND_OF_TYPES)
                .param("tenant", tenantId)
                .param("customers", texts(customers))
                .param("channel", channel.code())
                .param("types", types.stream().map(MessageType::code).toArray(String[]::new)));
        List<PendingMessage> locked = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += PAGE) {
            locked.addAll(page(tenant, channel, ids.subList(from, Math.min(ids.size(), from + PAGE))));
        }
        return locked;
    }

    /** A message that is not closed, locked. @param broadcastId null = it is not one of a broadcast */
    public record OpenMessage(
            MessageRef ref, MessageState state, @Nullable UUID broadcastId) {}

    /** The same of all that is open of one customer, without what the policy looks at. */
    public List<OpenMessage> lockOpen(UUID tenantId, UUID customerId) {
        List<UUID> ids =
                find(jdbc.sql(FIND_ALL).param("tenant", tenantId).param("customers", texts(List.of(customerId))));
        return jdbc.sql("""
                        select id, state, broadcast_id from message
                        where tenant_id = :tenant and id = any (:ids::uuid[]) and status = 'pending'
                        order by id for update""")
                .param("tenant", tenantId)
                .param("ids", texts(ids))
                .query((row, n) -> new OpenMessage(
                        new MessageRef(tenantId, Objects.requireNonNull(Sql.uuid(row, "id"))),
                        MessageState.valueOf(row.getString("state")),
                        Sql.uuid(row, "broadcast_id")))
                .list();
    }

    /** @return in the order in which PostgreSQL has them, which is that of their text and not {@link UUID#compareTo} */
    private List<UUID> find(JdbcClient.StatementSpec statement) {
        enableSorts("off");
        List<UUID> ids = statement.query(UUID.class).list();
        enableSorts("on");
        return ids.stream().sorted(Comparator.comparing(UUID::toString)).toList();
    }

    private void enableSorts(String setting) {
        jdbc.sql("select set_config('enable_sort', :to, true), set_config('enable_incremental_sort', :to, true)")
                .param("to", setting)
                .query((row, n) -> true)
                .single();
    }

    private List<PendingMessage> page(TenantSettings tenant, Channel channel, List<UUID> ids) {
        var reader = CustomerFactsQueries.whateverTheZone(tenant);
        return jdbc.sql(LOCK_PAGE)
                .param("tenant", tenant.id())
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, n) -> message(row, reader, channel))
                .list();
    }

    private static PendingMessage message(ResultSet row, CustomerFactsQueries reader, Channel channel)
            throws SQLException {
        // Placeholders are not filled here: no attributes.
        var customer = reader.customer(row, RouteSql.read(row, channel, SenderSql.read(row)), Map.of());
        return new PendingMessage(
                reader.message(row, customer, row.getString("content_sid") != null), Sql.uuid(row, "broadcast_id"));
    }
}
