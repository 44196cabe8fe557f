package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.message.Channel;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The channel of a tenant's first sender: the one its customers' consents are for when nobody says another. */
@Component
public class SenderChannel {
    private final JdbcClient jdbc;

    SenderChannel(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Joins the open tenant transaction. */
    public Channel of(UUID tenantId) {
        return Channel.ofSender(
                jdbc.sql("select address from sender where tenant_id = :tenant order by position limit 1")
                        .param("tenant", tenantId)
                        .query(String.class)
                        .single());
    }
}
