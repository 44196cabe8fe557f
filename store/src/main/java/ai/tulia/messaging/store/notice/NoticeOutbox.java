package ai.tulia.messaging.store.notice;

import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.SweeperDatabase;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notices on their way out. A claim holds for two minutes: a worker that dies inside leaves the notice to the next one,
 * so a receiver may see it twice, with the same id.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class NoticeOutbox {
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private final SweeperDatabase sweeper;
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    NoticeOutbox(SweeperDatabase sweeper, TenantTransactions transactions, JdbcClient jdbc) {
        this.sweeper = sweeper;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** A notice that is due, not yet claimed. */
    public record Due(UUID tenantId, UUID id) {}

    public List<Due> due(Instant now, int atMost) {
        return sweeper.jdbc()
                .sql("select tenant_id, id from notice where delivery = 'pending' and next_attempt_at <= :now"
                        + " order by next_attempt_at limit :limit")
                .param("now", Sql.utc(now))
                .param("limit", atMost)
                .query((row, number) ->
                        new Due(row.getObject("tenant_id", UUID.class), row.getObject("id", UUID.class)))
                .list();
    }

    /** One process gets it; empty for the others, and when it is no longer due. */
    public Optional<NoticeToSend> claim(Due due, Instant now) {
        return transactions.call(
                due.tenantId(),
                () -> jdbc.sql("""
                        update notice n set attempts = attempts + 1, next_attempt_at = :nextAttemptAt from tenant t
                        where n.tenant_id = :tenant and n.id = :id and t.tenant_id = n.tenant_id
                            and n.delivery = 'pending' and n.next_attempt_at <= :now
                        returning n.tenant_id, n.id, kind, (detail->>'used')::bigint as used,
                            (detail->>'limit')::bigint as limited, (detail->>'webhook_endpoint_id')::uuid as endpoint,
                            (detail->>'messages')::bigint as messages, n.created_at, attempts, notify_email""")
                        .param("nextAttemptAt", Sql.utc(now.plus(CLAIM)))
                        .param("tenant", due.tenantId())
                        .param("id", due.id())
                        .param("now", Sql.utc(now))
                        .query((row, number) -> read(row))
                        .optional());
    }

    public void delivered(NoticeToSend notice, Instant now) {
        settle(notice, "delivered", null, now, null);
    }

    /** Tries again at that time. */
    public void retry(NoticeToSend notice, Instant at, String error) {
        settle(notice, "pending", at, null, error);
    }

    public void failed(NoticeToSend notice, String error) {
        settle(notice, "failed", null, null, error);
    }

    /** The tenant has no address any more: it stays readable, and goes nowhere. */
    public void keep(NoticeToSend notice) {
        settle(notice, "stored", null, null, null);
    }

    private void settle(
            NoticeToSend notice,
            String delivery,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant deliveredAt,
            @Nullable String error) {
        transactions.run(
                notice.tenantId(),
                () -> jdbc.sql("""
                        update notice set delivery = :delivery, next_attempt_at = :nextAttemptAt,
                            delivered_at = :deliveredAt, last_error = :error
                        where tenant_id = :tenant and id = :id and delivery = 'pending'""")
                        .param("delivery", delivery)
                        .param("nextAttemptAt", Sql.utc(nextAttemptAt))
                        .param("deliveredAt", Sql.utc(deliveredAt))
                        .param("error", error)
                        .param("tenant", notice.tenantId())
                        .param("id", notice.id())
                        .update());
    }

    private static NoticeToSend read(ResultSet row) throws SQLException {
        return new NoticeToSend(
                row.getObject("tenant_id", UUID.class),
                row.getObject("id", UUID.class),
                NoticeKind.fromCode(row.getString("kind")),
                row.getLong("used"),
                row.getLong("limited"),
                Sql.uuid(row, "endpoint"),
                row.getLong("messages"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                row.getInt("attempts"),
                row.getString("notify_email"));
    }
}
