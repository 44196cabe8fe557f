package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.message.Channel;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The channel a tenant sends on: the one its customers' consents are for when nobody says another. */
@Component
public class SenderChannel {
    private final JdbcClient jdbc;

    SenderChannel(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Joins the open tenant transaction. */
    public Channel of(UUID tenantId) {
        return Channel.ofSender(jdbc.sql("select sender from tenant where tenant_id = :tenant")
                .param("tenant", tenantId)
                .query(String.class)
                .single());
    }
}
