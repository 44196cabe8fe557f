package ai.tulia.messaging.store.notice;

import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells a tenant, at most once in any 24 h, that one of its secrets does not open, and the operator in the log. What this
 * process remembers only spares the ledger the question.
 */
@Component
public class UnreadableSecrets {
    /** The auth token of its Twilio account. */
    public static final String TWILIO_TOKEN = "twilio_token";
    /** What signs the deliveries to a webhook endpoint. */
    public static final String WEBHOOK_SECRET = "webhook_secret";

    private static final Logger log = LoggerFactory.getLogger(UnreadableSecrets.class);
    private static final Duration ONCE_IN = Duration.ofHours(24);
    private static final int MAX_REMEMBERED = 10_000;

    private final TenantTransactions transactions;
    private final NoticeRepository notices;
    private final Map<UUID, Instant> reportedUntil = new ConcurrentHashMap<>();

    UnreadableSecrets(TenantTransactions transactions, NoticeRepository notices) {
        this.transactions = transactions;
        this.notices = notices;
    }

    /** Never fails its caller: a notice that cannot be stored is left to the next one. @param secret which kind */
    public void report(UUID tenantId, String secret, Instant now) {
        if (now.isBefore(reportedUntil.getOrDefault(tenantId, Instant.MIN))) {
            return;
        }
        log.error("a secret of tenant {} was not opened with TULIA_SECRETS_KEY: {}", tenantId, secret);
        try {
            Instant made = transactions.call(tenantId, () -> made(tenantId, secret, now));
            if (reportedUntil.size() >= MAX_REMEMBERED) {
                reportedUntil.clear();
            }
            reportedUntil.put(tenantId, made.plus(ONCE_IN));
        } catch (DataAccessException | TransactionException e) {
            log.warn("notice of an unreadable secret of tenant {} was not stored", tenantId, e);
        }
    }

    private Instant made(UUID tenantId, String secret, Instant now) {
        Optional<Instant> made = notices.madeSince(tenantId, NoticeKind.SECRET_UNREADABLE, now.minus(ONCE_IN));
        if (made.isEmpty()) {
            notices.add(tenantId, Ids.next(), NoticeKind.SECRET_UNREADABLE, Map.of("secret", secret), now);
        }
        return made.orElse(now);
    }
}
