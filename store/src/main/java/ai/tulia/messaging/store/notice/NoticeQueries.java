package ai.tulia.messaging.store.notice;

import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every warning a tenant was given, delivered or not. */
@Component
public class NoticeQueries {
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    NoticeQueries(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Newest first. @param below ids below this one; null = from the newest */
    public List<Notice> list(UUID tenantId, @Nullable UUID below, int atMost) {
        return transactions.call(
                tenantId,
                () -> jdbc.sql("""
                        select *, (detail->>'used')::bigint as used, (detail->>'limit')::bigint as limited,
                            (detail->>'webhook_endpoint_id')::uuid as endpoint, (detail->>'messages')::bigint as messages,
                            (detail->>'unknown_since')::timestamptz as unknown_since, detail->>'secret' as secret
                        from notice where tenant_id = :tenant and (:below::uuid is null or id < :below::uuid)
                        order by id desc limit :limit""")
                        .param("tenant", tenantId)
                        .param("below", below)
                        .param("limit", atMost)
                        .query((row, number) -> read(row))
                        .list());
    }

    private static Notice read(ResultSet row) throws SQLException {
        return new Notice(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("used", Long.class),
                row.getObject("limited", Long.class),
                row.getObject("endpoint", UUID.class),
                row.getObject("messages", Long.class),
                Sql.instant(row, "unknown_since"),
                row.getString("secret"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                row.getString("delivery"),
                row.getInt("attempts"),
                Sql.instant(row, "delivered_at"),
                row.getString("last_error"));
    }
}
