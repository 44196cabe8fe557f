package ai.tulia.messaging.store.retention;

import ai.tulia.messaging.domain.retention.Retention;
import ai.tulia.messaging.store.database.EraserDatabase;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** How long each tenant's old data are kept. */
@Component
@ConditionalOnProperty("tulia.db.eraser-password")
public class RetentionQueries {
    private final EraserDatabase ledger;

    RetentionQueries(EraserDatabase ledger) {
        this.ledger = ledger;
    }

    /** A tenant and what it wants kept. */
    public record OfTenant(UUID tenantId, Retention retention) {}

    public List<OfTenant> all() {
        return ledger.jdbc()
                .sql("""
                        select tenant_id, retention_content_days, retention_messages_days, retention_notices_days,
                            retention_callbacks_days, retention_inbound_days from tenant order by tenant_id""")
                .query((row, n) -> new OfTenant(Objects.requireNonNull(Sql.uuid(row, "tenant_id")), read(row)))
                .list();
    }

    /** From a tenant's row. */
    public static Retention read(ResultSet row) throws SQLException {
        return new Retention(
                row.getObject("retention_content_days", Integer.class),
                row.getObject("retention_messages_days", Integer.class),
                row.getObject("retention_notices_days", Integer.class),
                row.getObject("retention_callbacks_days", Integer.class),
                row.getObject("retention_inbound_days", Integer.class));
    }
}
