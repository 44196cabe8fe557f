package ai.tulia.messaging.store.inbound;

import static ai.tulia.messaging.store.database.Sql.utc;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** WhatsApp's sessions: what a customer last wrote opens one with the sender, within the open tenant transaction. */
@Component
class SessionRepository {
    private final JdbcClient jdbc;

    SessionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param at when the customer wrote; a message that comes late moves nothing back */
    void open(UUID tenantId, UUID customerId, String sender, Instant at) {
        jdbc.sql("""
                        insert into whatsapp_session as s (tenant_id, customer_id, sender, last_inbound_at)
                        values (:tenant, :customer, :sender, :at)
                        on conflict (tenant_id, customer_id, sender) do update
                            set last_inbound_at = greatest(s.last_inbound_at, excluded.last_inbound_at)""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("sender", sender)
                .param("at", utc(at))
                .update();
    }
}
