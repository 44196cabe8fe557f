package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.Sql;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes one customer at a time, within the open tenant transaction. Files go through {@link CustomerBatch}. */
@Component
public class CustomerRepository {
    private final JdbcClient jdbc;

    CustomerRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws DuplicateKeyException when the tenant has a customer with this number */
    public void add(UUID tenantId, Customer customer) {
        jdbc.sql("""
                        insert into customer (tenant_id, id, phone_number, name, time_zone, tags, attributes,
                            created_at, updated_at)
                        values (:tenant, :id, :number, :name, :zone, :tags, cast(:attributes as jsonb),
                            :created, :updated)""")
                .param("tenant", tenantId)
                .param("created", Sql.utc(customer.createdAt()))
                .params(columns(customer))
                .update();
    }

    /**
     * Writes every column of a customer that exists but its creation.
     *
     * @throws DuplicateKeyException when another customer of the tenant has this number
     */
    public void change(UUID tenantId, Customer customer) {
        jdbc.sql("""
                        update customer
                        set phone_number = :number, name = :name, time_zone = :zone, tags = :tags,
                            attributes = cast(:attributes as jsonb), updated_at = :updated
                        where tenant_id = :tenant and id = :id""").param("tenant", tenantId).params(columns(customer)).update();
    }

    private static java.util.Map<String, ?> columns(Customer customer) {
        var columns = new java.util.HashMap<String, Object>();
        columns.put("id", customer.id());
        columns.put("number", customer.phoneNumber());
        columns.put("name", customer.name());
        columns.put("zone", customer.timeZone());
        columns.put("tags", customer.tags().toArray(String[]::new));
        columns.put("attributes", Sql.json(customer.attributes()));
        columns.put("updated", Sql.utc(customer.updatedAt()));
        return columns;
    }
}
