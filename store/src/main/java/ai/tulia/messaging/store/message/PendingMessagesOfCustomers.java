package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.consent.ConsentSql;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.tenant.TenantReader;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Locks the pending messages of customers and reads what the policy looks at, within the open tenant transaction. */
@Component
public class PendingMessagesOfCustomers {
    private static final int PAGE = 1_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    /**
     * The condition names the status, not the states: a message that a claim just made SENDING is still one of them when
     * the lock is granted.
     */
    private static final String LOCK_PAGE = """
            with pending as materialized (
                select %s, m.broadcast_id, m.template_id, m.template_version
                from message m
                where tenant_id = :tenant and customer_id = any (:customers::uuid[]) and channel = :channel
                    and message_type = any (:types::text[]) and status = 'pending' and id > :after
                order by id limit :size for update)
            select m.*, v.content_sid, c.phone_number, c.name, c.time_zone, %s
            from pending m
            cross join lateral (select id, phone_number, name, time_zone from customer
                where tenant_id = :tenant and id = m.customer_id offset 0) c
            left join lateral (select content_sid from template_version
                where tenant_id = :tenant and template_id = m.template_id and version = m.template_version
                offset 0) v on true
            %s
            order by m.id""".formatted(
                    CustomerFactsReader.MESSAGE_COLUMNS,
                    ConsentSql.COLUMNS,
                    ConsentSql.byKey("m.channel", ConsentSql.OF_MESSAGE_TYPE));

    private final JdbcClient jdbc;
    private final TenantReader tenants;

    PendingMessagesOfCustomers(JdbcClient jdbc, TenantReader tenants) {
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
        List<PendingMessage> all = new ArrayList<>();
        List<PendingMessage> page;
        UUID after = BEFORE_ALL;
        do {
            page = page(tenant, channel, customers, types, after);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().row().ref().messageId();
        } while (page.size() == PAGE);
        return all;
    }

    private List<PendingMessage> page(
            TenantSettings tenant,
            Channel channel,
            Collection<UUID> customers,
            Collection<MessageType> types,
            UUID after) {
        var reader = new CustomerFactsReader(
                tenant.id(), tenant.zone(), tenant.quietHours(), tenant.dailyLimit(), tenant.channel());
        return jdbc.sql(LOCK_PAGE)
                .param("tenant", tenant.id())
                .param("customers", customers.stream().map(UUID::toString).toArray(String[]::new))
                .param("channel", channel.word())
                .param("types", types.stream().map(MessageType::word).toArray(String[]::new))
                .param("after", after)
                .param("size", PAGE)
                .query((row, n) -> message(row, reader, channel))
                .list();
    }

    private static PendingMessage message(ResultSet row, CustomerFactsReader reader, Channel channel)
            throws SQLException {
        // Placeholders are not filled here: no attributes.
        var customer = reader.customer(row, channel, PhoneNumber.countryOf(row.getString("phone_number")), Map.of());
        return new PendingMessage(
                reader.message(row, customer, row.getString("content_sid") != null), Sql.uuid(row, "broadcast_id"));
    }
}
