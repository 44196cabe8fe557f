package ai.tulia.messaging.store.customer;

import static ai.tulia.messaging.store.database.Sql.instant;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where customers can be reached, within the open tenant transaction. */
@Component
public class CustomerAddresses {
    private final JdbcClient jdbc;

    CustomerAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param kind {@code phone} or {@code whatsapp_user}
     * @param portfolio that knows the user id; null = it is a number, or none is named
     * @param source how it came to be known: {@code tenant}, who gave the number; {@code inbound}; or {@code contact_shared}
     *     when a number and a user id came together, or in a contact that the customer shared
     * @param replacedBy the user id that came in its place; null = none did
     */
    public record CustomerAddress(
            String kind,
            String address,
            @Nullable String portfolio,
            String source,
            Instant firstSeenAt,
            @Nullable String replacedBy) {}

    /** The customer's number, then WhatsApp's user ids, the latest first. */
    public List<CustomerAddress> of(UUID tenantId, UUID customerId) {
        return jdbc.sql("""
                        select 'phone' as kind, phone_number as address, null as portfolio,
                            coalesce(phone_source, 'tenant') as source,
                            coalesce(phone_first_seen_at, created_at) as first_seen_at, null as replaced_by
                        from customer where tenant_id = :tenant and id = :customer and phone_number is not null
                        union all
                        select 'whatsapp_user', user_id, nullif(portfolio, ''), source, first_seen_at, replaced_by
                        from whatsapp_user where tenant_id = :tenant and customer_id = :customer
                        order by kind, first_seen_at desc, address""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query((row, n) -> new CustomerAddress(
                        row.getString("kind"),
                        row.getString("address"),
                        row.getString("portfolio"),
                        row.getString("source"),
                        Objects.requireNonNull(instant(row, "first_seen_at")),
                        row.getString("replaced_by")))
                .list();
    }
}
