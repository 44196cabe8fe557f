package ai.tulia.messaging.store.webhook;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was tried, for as long as it is kept. */
@Component
public class WebhookHistory {
    private static final int DELETED_AT_ONCE = 5_000;

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    WebhookHistory(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Newest first, within the open tenant transaction; those older than {@code before}, or the newest when it is null. */
    public List<WebhookAttempt> attempts(UUID tenantId, UUID endpointId, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from webhook_attempt where tenant_id = :tenant and endpoint_id = :endpoint
                            and (:before::uuid is null or id < :before::uuid)
                        order by id desc limit :limit""")
                .param("tenant", tenantId)
                .param("endpoint", endpointId)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new WebhookAttempt(
                        Objects.requireNonNull(uuid(row, "id")),
                        Objects.requireNonNull(uuid(row, "delivery_id")),
                        row.getString("type"),
                        row.getInt("attempt"),
                        Objects.requireNonNull(instant(row, "at")),
                        row.getObject("status", Integer.class),
                        row.getInt("duration_ms"),
                        row.getString("error")))
                .list();
    }

    /** Deletes what happened before, and all of an endpoint that there is no more; some thousands in each transaction. */
    public void purge(UUID tenantId, UUID endpointId, Instant before) {
        for (String table : List.of("webhook_delivery", "webhook_attempt")) {
            int deleted;
            do {
                deleted = transactions.call(
                        tenantId,
                        () -> jdbc.sql("""
                                with gone as (select not exists (select from webhook_endpoint
                                    where tenant_id = :tenant and id = :endpoint) as gone)
                                delete from %s where tenant_id = :tenant and id in (
                                    select d.id from %s d, gone
                                    where d.tenant_id = :tenant and d.endpoint_id = :endpoint
                                        and (gone.gone or d.at < :before)
                                    limit :limit)""".formatted(table, table))
                                .param("tenant", tenantId)
                                .param("endpoint", endpointId)
                                .param("before", utc(before))
                                .param("limit", DELETED_AT_ONCE)
                                .update());
            } while (deleted == DELETED_AT_ONCE);
        }
    }
}
