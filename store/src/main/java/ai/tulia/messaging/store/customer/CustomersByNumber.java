package ai.tulia.messaging.store.customer;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.database.Ids;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The customer of a number, within the open tenant transaction. */
@Component
public class CustomersByNumber {
    private final JdbcClient jdbc;
    private final CustomerQueries customers;

    CustomersByNumber(JdbcClient jdbc, CustomerQueries customers) {
        this.jdbc = jdbc;
        this.customers = customers;
    }

    /** Makes one, of whom nothing is known but the number, where there is none. Two at once find the same. */
    public UUID findOrAdd(UUID tenantId, String phoneNumber, Instant at) {
        return customers.withNumber(tenantId, phoneNumber).orElseGet(() -> {
            jdbc.sql("""
                            insert into customer (tenant_id, id, phone_number, created_at, updated_at)
                            values (:tenant, :id, :number, :at, :at)
                            on conflict (phone_number, tenant_id) do nothing""")
                    .param("tenant", tenantId)
                    .param("id", Ids.next())
                    .param("number", phoneNumber)
                    .param("at", utc(at))
                    .update();
            return customers.withNumber(tenantId, phoneNumber).orElseThrow();
        });
    }
}
