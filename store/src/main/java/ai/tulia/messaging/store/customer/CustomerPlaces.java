package ai.tulia.messaging.store.customer;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where else a customer is written down, within the open tenant transaction. */
@Component
public class CustomerPlaces {
    private final JdbcClient jdbc;

    CustomerPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param sender the tenant's, which the customer wrote to last at that time */
    public record Session(String sender, Instant lastInboundAt) {}

    public List<Session> sessions(UUID tenantId, UUID customerId) {
        return jdbc.sql("select sender, last_inbound_at from whatsapp_session"
                        + " where tenant_id = :tenant and customer_id = :customer order by sender")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query((row, n) ->
                        new Session(row.getString("sender"), Objects.requireNonNull(instant(row, "last_inbound_at"))))
                .list();
    }

    /**
     * Of one channel.
     *
     * @param lastInboundAt when the customer last wrote; null = never, or no longer kept
     * @param lastOutboundAt when the provider took the last message to the customer; null = never
     */
    public record Contact(
            Channel channel,
            @Nullable Instant lastInboundAt,
            @Nullable Instant lastOutboundAt) {}

    /** Read from the customer's messages, by their index: to keep the last one would cost each send a write. */
    public List<Contact> contacts(UUID tenantId, UUID customerId) {
        return jdbc.sql("""
                        select channel, max(inbound_at) as inbound_at, max(outbound_at) as outbound_at from (
                            select channel, received_at as inbound_at, null::timestamptz as outbound_at
                            from inbound_message where tenant_id = :tenant and customer_id = :customer
                            union all
                            select 'whatsapp', last_inbound_at, null
                            from whatsapp_session where tenant_id = :tenant and customer_id = :customer
                            union all
                            select channel, null, sent_at
                            from message where tenant_id = :tenant and customer_id = :customer and sent_at is not null) c
                        group by channel order by channel""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query((row, n) -> new Contact(
                        Channel.fromCode(row.getString("channel")),
                        instant(row, "inbound_at"),
                        instant(row, "outbound_at")))
                .list();
    }

    /** @param attributes that the list has of the customer; null = none */
    public record ListPlace(UUID broadcastId, @Nullable Map<String, Object> attributes) {}

    /** Lists of broadcasts; the newest first. */
    public List<ListPlace> lists(UUID tenantId, UUID customerId) {
        return jdbc.sql("""
                        select broadcast_id, attributes from broadcast_recipient
                        where tenant_id = :tenant and customer_id = :customer and broadcast_id = any (array(
                            select id from broadcast where tenant_id = :tenant and audience = 'list'))
                        order by broadcast_id desc""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query((row, n) -> {
                    @Nullable String attributes = row.getString("attributes");
                    return new ListPlace(
                            Objects.requireNonNull(uuid(row, "broadcast_id")),
                            attributes == null ? null : Json.object(attributes));
                })
                .list();
    }
}
