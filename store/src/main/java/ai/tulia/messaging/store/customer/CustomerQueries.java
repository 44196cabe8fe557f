package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds customers by what they have, within the open tenant transaction. */
@Component
public class CustomerQueries {
    private final JdbcClient jdbc;

    CustomerQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<UUID> withNumber(UUID tenantId, String phoneNumber) {
        return jdbc.sql("select id from customer where tenant_id = :tenant and phone_number = :phoneNumber"
                        + " and erasure_requested_at is null")
                .param("tenant", tenantId)
                .param("phoneNumber", phoneNumber)
                .query(UUID.class)
                .optional();
    }

    /** Those of the ids that are customers. */
    public Set<UUID> existing(UUID tenantId, Collection<UUID> customerIds) {
        return new HashSet<>(jdbc.sql("select id from customer where tenant_id = :tenant and id = any (:ids::uuid[])"
                        + " and erasure_requested_at is null")
                .param("tenant", tenantId)
                .param("ids", Sql.texts(customerIds))
                .query(UUID.class)
                .list());
    }
}
