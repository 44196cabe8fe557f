package ai.tulia.messaging.store.audit;

import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the audit log, in the open transaction of what it tells of: neither is there without the other. */
@Component
public class AuditLog {
    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Within the open transaction of the event's tenant. */
    public void add(AuditEvent event, Instant at) {
        add(jdbc, event, at);
    }

    /** @param jdbc whose transaction is open */
    public static void add(JdbcClient jdbc, AuditEvent event, Instant at) {
        jdbc.sql("""
                        insert into audit_log (tenant_id, id, at, action, actor, actor_key_id, subject, detail)
                        values (:tenant, :id, :at, :action, :actor, :key, :subject, :detail::jsonb)""")
                .param("tenant", event.tenantId())
                .param("id", Ids.next())
                .param("at", Sql.utc(at))
                .param("action", event.action().code())
                .param("actor", event.actor().kind())
                .param("key", event.actor().keyId())
                .param("subject", event.subject())
                .param("detail", Json.write(event.detail()))
                .update();
    }
}
