package ai.tulia.messaging.store.notice;

import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells a tenant that messages stay UNKNOWN for longer than it takes to ask its provider, at most once in any 24 h: most
 * often its account cannot be asked.
 */
@Component
public class UnknownOverdue {
    private static final Logger log = LoggerFactory.getLogger(UnknownOverdue.class);
    private static final Duration ONCE_IN = Duration.ofHours(24);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final NoticeRepository notices;

    UnknownOverdue(TenantTransactions transactions, JdbcClient jdbc, NoticeRepository notices) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.notices = notices;
    }

    private record Overdue(long messages, Instant since) {}

    /** @param before of those that are UNKNOWN since before then; @return whether a notice was made */
    public boolean warn(UUID tenantId, Instant before, Instant now) {
        return transactions.call(tenantId, () -> {
            Optional<Overdue> overdue = overdue(tenantId, before);
            if (overdue.isEmpty()
                    || notices.madeSince(tenantId, NoticeKind.UNKNOWN_OVERDUE, now.minus(ONCE_IN))
                            .isPresent()) {
                return false;
            }
            long messages = overdue.get().messages();
            Instant since = overdue.get().since();
            notices.add(
                    tenantId,
                    Ids.next(),
                    NoticeKind.UNKNOWN_OVERDUE,
                    Map.of("messages", messages, "unknown_since", TimeFormat.instant(since)),
                    now);
            log.warn("tenant {} had {} messages in UNKNOWN, the oldest since {}", tenantId, messages, since);
            return true;
        });
    }

    private Optional<Overdue> overdue(UUID tenantId, Instant before) {
        return jdbc.sql("""
                        select count(*) as messages, min(u.since) as since from unknown_attempt u
                        join message m on m.tenant_id = u.tenant_id and m.id = u.message_id and m.state = 'UNKNOWN'
                        where u.tenant_id = :tenant and u.since < :before
                        having count(*) > 0""")
                .param("tenant", tenantId)
                .param("before", Sql.utc(before))
                .query((row, number) ->
                        new Overdue(row.getLong("messages"), Objects.requireNonNull(Sql.instant(row, "since"))))
                .optional();
    }
}
