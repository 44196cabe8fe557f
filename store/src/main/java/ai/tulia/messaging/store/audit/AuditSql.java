package ai.tulia.messaging.store.audit;

import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the audit log is read. */
final class AuditSql {
    private static final String OF_TENANT = "tenant_id = :tenant and ";
    private static final String PAGE = """
            (:action::text is null or action = :action::text) and (:below::uuid is null or id < :below::uuid)
            order by id desc limit :limit""";

    private AuditSql() {}

    /** @param tenantId null = all that the role may see */
    static List<AuditEntry> page(
            JdbcClient jdbc, @Nullable UUID tenantId, @Nullable String action, @Nullable UUID below, int limit) {
        return jdbc.sql("select * from audit_log where " + (tenantId == null ? "" : OF_TENANT) + PAGE)
                .param("tenant", tenantId)
                .param("action", action)
                .param("below", below)
                .param("limit", limit)
                .query((row, number) -> read(row))
                .list();
    }

    private static AuditEntry read(ResultSet row) throws SQLException {
        UUID tenant = Objects.requireNonNull(Sql.uuid(row, "tenant_id"));
        return new AuditEntry(
                Objects.requireNonNull(Sql.uuid(row, "id")),
                tenant.equals(AuditEvent.NO_TENANT) ? null : tenant,
                Objects.requireNonNull(Sql.instant(row, "at")),
                row.getString("action"),
                row.getString("actor"),
                Sql.uuid(row, "actor_key_id"),
                row.getString("subject"),
                Json.object(row.getString("detail")));
    }
}
