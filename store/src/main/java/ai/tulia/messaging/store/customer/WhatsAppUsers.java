package ai.tulia.messaging.store.customer;

import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** WhatsApp's user ids of customers, within the open tenant transaction. */
@Component
class WhatsAppUsers {
    /** Of a row {@code u}: one that waits to be deleted is nobody's any more. */
    private static final String NOT_ERASED = "exists (select from customer where tenant_id = :tenant"
            + " and id = u.customer_id and anonymized_at is null)";

    private final JdbcClient jdbc;

    WhatsAppUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UUID> customerOf(UUID tenantId, String portfolio, String userId) {
        return jdbc.sql("""
                        select customer_id from whatsapp_user u
                        where tenant_id = :tenant and portfolio = :portfolio and user_id = :userId and %s""".formatted(NOT_ERASED))
                .param("tenant", tenantId)
                .param("portfolio", portfolio)
                .param("userId", userId)
                .query((row, n) -> Objects.requireNonNull(uuid(row, "customer_id")))
                .optional();
    }

    /** Whether the customer has a user id of this portfolio that was not replaced. */
    boolean hasCurrent(UUID tenantId, UUID customerId, String portfolio) {
        return jdbc.sql("""
                        select exists (select from whatsapp_user
                            where tenant_id = :tenant and customer_id = :customer and portfolio = :portfolio
                                and replaced_by is null)""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("portfolio", portfolio)
                .query(Boolean.class)
                .single();
    }

    /** Of a message that names the parent alone. */
    Optional<UUID> customerOfParent(UUID tenantId, String portfolio, String parentUserId) {
        return jdbc.sql("""
                        select customer_id from whatsapp_user u
                        where tenant_id = :tenant and parent_user_id = :parent and portfolio = :portfolio and %s
                        order by replaced_by is not null, first_seen_at desc limit 1""".formatted(NOT_ERASED))
                .param("tenant", tenantId)
                .param("parent", parentUserId)
                .param("portfolio", portfolio)
                .query((row, n) -> Objects.requireNonNull(uuid(row, "customer_id")))
                .optional();
    }

    /**
     * Makes it the customer's. Others of the same portfolio that are the customer's or have the same parent are replaced
     * by it: a person who changes the number gets a new user id.
     */
    void give(UUID tenantId, UUID customerId, InboundAddress address, String source, Instant at) {
        String userId = Objects.requireNonNull(address.userId());
        jdbc.sql("""
                        insert into whatsapp_user as u (tenant_id, portfolio, user_id, customer_id, parent_user_id, source,
                            first_seen_at)
                        values (:tenant, :portfolio, :userId, :customer, :parent, :source, :at)
                        on conflict (tenant_id, portfolio, user_id) do update
                            set customer_id = excluded.customer_id,
                                parent_user_id = coalesce(excluded.parent_user_id, u.parent_user_id),
                                source = case when u.customer_id = excluded.customer_id then u.source
                                    else excluded.source end,
                                replaced_by = null""")
                .param("tenant", tenantId)
                .param("portfolio", address.portfolio())
                .param("userId", userId)
                .param("customer", customerId)
                .param("parent", address.parentUserId())
                .param("source", source)
                .param("at", utc(at))
                .update();
        jdbc.sql("""
                        update whatsapp_user set replaced_by = :userId
                        where tenant_id = :tenant and portfolio = :portfolio and user_id <> :userId
                            and replaced_by is null and (customer_id = :customer or parent_user_id = :parent)""")
                .param("userId", userId)
                .param("tenant", tenantId)
                .param("portfolio", address.portfolio())
                .param("customer", customerId)
                .param("parent", address.parentUserId())
                .update();
    }
}
