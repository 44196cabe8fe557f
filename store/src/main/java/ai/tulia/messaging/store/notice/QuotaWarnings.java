package ai.tulia.messaging.store.notice;

import ai.tulia.messaging.domain.quota.QuotaLevel;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Warns a tenant that its rolling 24 h fill up: at most one notice a level in any 24 h, whatever happened to Redis and
 * however many ask at once. PostgreSQL decides; what this process remembers only spares it the question.
 */
@Component
public class QuotaWarnings {
    private static final Logger log = LoggerFactory.getLogger(QuotaWarnings.class);
    private static final Duration ONCE_IN = Duration.ofHours(24);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final NoticeRepository notices;
    private final WebhookOutbox outbox;
    private final Map<Warned, Instant> warnedUntil = new ConcurrentHashMap<>();

    private record Warned(UUID tenantId, QuotaLevel level) {}

    QuotaWarnings(TenantTransactions transactions, JdbcClient jdbc, NoticeRepository notices, WebhookOutbox outbox) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.notices = notices;
        this.outbox = outbox;
    }

    /** Never fails a reservation: a warning that cannot be stored is left to the next one. */
    public void check(UUID tenantId, long used, @Nullable Long limit, Instant now) {
        if (limit == null) {
            return;
        }
        for (QuotaLevel level : QuotaLevel.values()) {
            var warned = new Warned(tenantId, level);
            if (level.reached(used, limit) && !now.isBefore(warnedUntil.getOrDefault(warned, Instant.MIN))) {
                try {
                    warnedUntil.put(warned, warn(warned, used, limit, now).plus(ONCE_IN));
                } catch (DataAccessException | TransactionException e) {
                    log.warn("notice {} of tenant {} was not stored", level.code(), tenantId, e);
                }
            }
        }
    }

    /** @return when the notice that holds for now was made */
    private Instant warn(Warned warned, long used, long limit, Instant now) {
        return transactions.call(warned.tenantId(), () -> {
            Optional<Instant> made =
                    notices.madeSince(warned.tenantId(), NoticeKind.of(warned.level()), now.minus(ONCE_IN));
            if (made.isPresent()) {
                return made.get();
            }
            store(warned, used, limit, now);
            log.info("tenant {} reached {}: {} of {} in 24 h", warned.tenantId(), warned.level(), used, limit);
            return now;
        });
    }

    private void store(Warned warned, long used, long limit, Instant now) {
        UUID id = Ids.next();
        NoticeKind kind = NoticeKind.of(warned.level());
        notices.add(warned.tenantId(), id, kind, Map.of("used", used, "limit", limit), now);
        outbox.add(
                warned.tenantId(),
                WebhookEventType.QUOTA_WARNING,
                id,
                Map.of("notice_id", id, "kind", kind.code(), "used", used, "limit", limit),
                now);
        jdbc.sql("update tenant set flags = array_append(flags, 'upgrade_suggested'), version = version + 1"
                        + " where tenant_id = :tenant and not flags @> array['upgrade_suggested']")
                .param("tenant", warned.tenantId())
                .update();
    }
}
