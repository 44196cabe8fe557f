package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        return jdbc.sql("select id from customer where tenant_id = :tenant and phone_number = :phoneNumber")
                .param("tenant", tenantId)
                .param("phoneNumber", phoneNumber)
                .query(UUID.class)
                .optional();
    }

    /** Those of the ids that are customers. */
    public Set<UUID> existing(UUID tenantId, Collection<UUID> customerIds) {
        return new HashSet<>(jdbc.sql("select id from customer where tenant_id = :tenant and id = any (:ids::uuid[])")
                .param("tenant", tenantId)
                .param("ids", Sql.texts(customerIds))
                .query(UUID.class)
                .list());
    }

    /** Newest first; those older than {@code before}, or the newest when it is null. */
    public List<Customer> page(UUID tenantId, CustomerFilter filter, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from customer
                        where tenant_id = :tenant
                          and (cast(:before as uuid) is null or id < cast(:before as uuid))
                          and (cast(:number as text) is null or phone_number = :number)
                          and (cast(:tag as text) is null or cast(:tag as text) = any (tags))
                        order by id desc limit :limit""")
                .param("tenant", tenantId)
                .param("before", before == null ? null : before.toString())
                .param("number", filter.phoneNumber())
                .param("tag", filter.tag())
                .param("limit", limit)
                .query(CustomerQueries::customer)
                .list();
    }

    private static Customer customer(ResultSet row, int index) throws SQLException {
        return new Customer(
                Objects.requireNonNull(Sql.uuid(row, "id")),
                new CustomerProfile(
                        row.getString("phone_number"),
                        row.getString("name"),
                        row.getString("time_zone"),
                        Sql.strings(row, "tags"),
                        Json.object(row.getString("attributes"))),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Objects.requireNonNull(Sql.instant(row, "updated_at")),
                row.getLong("version"));
    }
}
