package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.requestlimit.RequestLimitSettings;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.retention.RetentionQueries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

final class TenantRow {
    private TenantRow() {}

    /** Without its senders. */
    static Tenant read(ResultSet row) throws SQLException {
        var profile = new TenantProfile(
                row.getString("name"),
                row.getString("tier"),
                row.getString("time_zone"),
                new QuietHours(
                        row.getObject("quiet_start", LocalTime.class), row.getObject("quiet_end", LocalTime.class)),
                List.of(),
                row.getString("notify_email"),
                List.copyOf(Sql.strings(row, "flags")),
                UnknownPolicy.fromCode(row.getString("unknown_policy")).orElseThrow(),
                RetentionQueries.read(row),
                requestLimits(row));
        return new Tenant(
                Objects.requireNonNull(Sql.uuid(row, "tenant_id")),
                profile,
                new Tenant.Lifecycle(
                        Objects.requireNonNull(Sql.instant(row, "created_at")),
                        Sql.instant(row, "suspended_at"),
                        Sql.instant(row, "archived_at")),
                row.getLong("version"));
    }

    static RequestLimitSettings requestLimits(ResultSet row) throws SQLException {
        return new RequestLimitSettings(
                row.getObject("requests_per_minute", Integer.class),
                row.getObject("requests_per_minute_of_key", Integer.class));
    }

    static StatementSpec bind(StatementSpec statement, UUID id, TenantProfile profile) {
        return statement
                .param("id", id)
                .param("name", profile.name())
                .param("tier", profile.tier())
                .param("zone", profile.timeZone())
                .param("quietStart", profile.quietHours().start())
                .param("quietEnd", profile.quietHours().end())
                .param("notifyEmail", profile.notifyEmail())
                .param("unknownPolicy", profile.unknownPolicy().code())
                .param("contentDays", profile.retention().content())
                .param("messagesDays", profile.retention().messages())
                .param("noticesDays", profile.retention().notices())
                .param("callbacksDays", profile.retention().callbacks())
                .param("inboundDays", profile.retention().inbound())
                .param("requests", profile.requestLimits().tenantPerMinute())
                .param("requestsOfKey", profile.requestLimits().keyPerMinute())
                .param("flags", profile.flags().toArray(new String[0]));
    }
}
