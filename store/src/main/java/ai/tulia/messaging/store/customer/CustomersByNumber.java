package ai.tulia.messaging.store.customer;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.database.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The customer of a number, within the open tenant transaction. */
@Component
public class CustomersByNumber {
    private final JdbcClient jdbc;

    CustomersByNumber(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Finds and locks it. Makes one, of whom nothing is known but the number, where there is none. Two at once follow each
     * other: both would otherwise share the row's lock first and then wait for the other's to end, to withdraw a consent.
     */
    public UUID findOrAdd(UUID tenantId, String phoneNumber, Instant at) {
        return lock(tenantId, phoneNumber).orElseGet(() -> {
            jdbc.sql("""
                            insert into customer (tenant_id, id, phone_number, created_at, updated_at)
                            values (:tenant, :id, :number, :at, :at)
                            on conflict (phone_number, tenant_id) do nothing""")
                    .param("tenant", tenantId)
                    .param("id", Ids.next())
                    .param("number", phoneNumber)
                    .param("at", utc(at))
                    .update();
            return lock(tenantId, phoneNumber).orElseThrow();
        });
    }

    private Optional<UUID> lock(UUID tenantId, String phoneNumber) {
        return jdbc.sql("select id from customer where tenant_id = :tenant and phone_number = :number"
                        + " for no key update")
                .param("tenant", tenantId)
                .param("number", phoneNumber)
                .query(UUID.class)
                .optional();
    }
}
