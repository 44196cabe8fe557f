package ai.tulia.messaging.store.reconcile;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Messages that the provider took and of which it said no more. Each is asked for once: a recipient who blocked the sender
 * leaves a WhatsApp message {@code sent} for ever.
 */
@Component
public class MissingReceiptRepository {
    /** What is older than this when a tenant is looked at for the first time is not asked for. */
    public static final Duration HORIZON = Duration.ofHours(24);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    MissingReceiptRepository(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** @param sentAt when its 201 was recorded */
    public record Missing(MessageRef ref, int attempt, String sid, Instant sentAt) {}

    /** Up to when they were asked for. */
    public Instant askedUntil(UUID tenantId, Instant now) {
        return transactions.read(
                tenantId,
                () -> jdbc.sql("select asked_until from receipt_inquiry where tenant_id = :tenant")
                        .param("tenant", tenantId)
                        .query((row, n) -> Objects.requireNonNull(instant(row, "asked_until")))
                        .optional()
                        .orElse(now.minus(HORIZON)));
    }

    /** Those sent from then on and before {@code until}, the oldest first. */
    public List<Missing> missing(UUID tenantId, Instant from, Instant until, int limit) {
        return transactions.readByBlockRange(
                tenantId,
                () -> jdbc.sql("""
                        select id, attempt, provider_msg_id, sent_at from message
                        where tenant_id = :tenant and sent_at >= :from and sent_at < :until and state = 'SENT'
                            and provider_msg_id is not null
                        order by sent_at limit :limit""")
                        .param("tenant", tenantId)
                        .param("from", utc(from))
                        .param("until", utc(until))
                        .param("limit", limit)
                        .query((row, n) -> new Missing(
                                new MessageRef(tenantId, Objects.requireNonNull(uuid(row, "id"))),
                                row.getInt("attempt"),
                                row.getString("provider_msg_id"),
                                Objects.requireNonNull(instant(row, "sent_at"))))
                        .list());
    }

    /** They were asked for. */
    public void asked(UUID tenantId, Instant until) {
        transactions.run(
                tenantId,
                () -> jdbc.sql("""
                        insert into receipt_inquiry (tenant_id, asked_until) values (:tenant, :until)
                        on conflict (tenant_id) do update
                            set asked_until = greatest(receipt_inquiry.asked_until, excluded.asked_until)""")
                        .param("tenant", tenantId)
                        .param("until", utc(until))
                        .update());
    }
}
