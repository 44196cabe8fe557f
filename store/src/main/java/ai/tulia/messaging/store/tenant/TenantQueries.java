package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.requestlimit.RequestLimitSettings;
import ai.tulia.messaging.domain.sender.Senders;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.store.database.Sql;
import java.time.LocalTime;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A tenant's settings, as the tenant's own side sees them. */
@Component
public class TenantQueries {
    private final JdbcClient jdbc;

    TenantQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inside a transaction of this tenant.
     *
     * @throws org.springframework.dao.EmptyResultDataAccessException when the transaction is not this tenant's
     */
    public TenantSettings settings(UUID tenantId) {
        Senders senders = senders(tenantId);
        return jdbc.sql("select t.*, r.daily_limit from tenant t join tier r on r.name = t.tier"
                        + " where t.tenant_id = :tenant")
                .param("tenant", tenantId)
                .query((row, n) -> new TenantSettings(
                        tenantId,
                        row.getString("name"),
                        row.getString("tier"),
                        Sql.instant(row, "suspended_at") != null,
                        row.getObject("daily_limit", Long.class),
                        row.getString("time_zone"),
                        new QuietHours(
                                row.getObject("quiet_start", LocalTime.class),
                                row.getObject("quiet_end", LocalTime.class)),
                        senders,
                        UnknownPolicy.fromCode(row.getString("unknown_policy")).orElseThrow()))
                .single();
    }

    /** Inside a transaction of this tenant. @return whether the operator suspended it */
    public boolean suspended(UUID tenantId) {
        return jdbc.sql("select suspended_at is not null from tenant where tenant_id = :tenant")
                .param("tenant", tenantId)
                .query(Boolean.class)
                .single();
    }

    /** Inside a transaction of this tenant; the defaults when there is none. */
    public RequestLimitSettings requestLimits(UUID tenantId) {
        return jdbc.sql("select requests_per_minute, requests_per_minute_of_key from tenant where tenant_id = :tenant")
                .param("tenant", tenantId)
                .query((row, n) -> TenantRow.requestLimits(row))
                .optional()
                .orElse(RequestLimitSettings.DEFAULT);
    }

    /** Inside a transaction of this tenant. */
    public Senders senders(UUID tenantId) {
        return new Senders(jdbc.sql(SenderSql.OF_TENANT)
                .param("tenant", tenantId)
                .query((row, n) -> Objects.requireNonNull(SenderSql.read(row)))
                .list());
    }
}
