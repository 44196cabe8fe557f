package ai.tulia.messaging.store.customer;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether customers can be reached by WhatsApp, as far as the provider said, within the open tenant transaction. */
@Component
public class ReachableCustomers {
    /** Who has no account there today may open one: not for ever. */
    private static final Duration UNREACHABLE_FOR = Duration.ofDays(30);

    private final JdbcClient jdbc;

    ReachableCustomers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The provider says that they have no account there (63024); their consents stay. */
    public void markUnreachable(UUID tenantId, Collection<UUID> customerIds, Instant at) {
        if (!customerIds.isEmpty()) {
            jdbc.sql("""
                            with found as (
                                select id from customer where tenant_id = :tenant and id = any (:ids::uuid[])
                                    and anonymized_at is null
                                order by id for no key update)
                            update customer c set whatsapp_unreachable_until = :until from found
                            where c.tenant_id = :tenant and c.id = found.id""")
                    .param("tenant", tenantId)
                    .param("ids", Sql.texts(customerIds))
                    .param("until", utc(at.plus(UNREACHABLE_FOR)))
                    .update();
        }
    }

    /** The customer wrote from there. */
    public void markReachable(UUID tenantId, UUID customerId) {
        jdbc.sql("""
                        update customer set whatsapp_unreachable_until = null
                        where tenant_id = :tenant and id = :id and whatsapp_unreachable_until is not null""").param("tenant", tenantId).param("id", customerId).update();
    }
}
