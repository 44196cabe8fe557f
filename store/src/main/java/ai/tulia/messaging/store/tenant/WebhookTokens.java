package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The auth tokens with which a tenant's account signs what it posts to us: the one it sends with, and for a day after
 * that was replaced the one before. Believed for {@link #CACHE_TTL}: a million messages bring three million callbacks.
 */
@Component
public class WebhookTokens {
    private static final Duration CACHE_TTL = Duration.ofSeconds(4);
    private static final int MAX_CACHED = 10_000;

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final SecretBox secrets;
    private final Clock clock;
    private final ConcurrentHashMap<UUID, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(List<String> tokens, Instant at) {
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(CACHE_TTL));
        }

        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "Seen[" + tokens.size() + "]";
        }
    }

    private record Row(byte[] current, byte @Nullable [] previous) {}

    WebhookTokens(TenantTransactions transactions, JdbcClient jdbc, SecretBox secrets, Clock clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Empty when there is no such tenant, when it has no account, and when its secret cannot be opened here. */
    public List<String> of(UUID tenantId) {
        Instant now = clock.instant();
        Seen known = seen.get(tenantId);
        if (known != null && known.isFresh(now)) {
            return known.tokens();
        }
        List<String> tokens = read(tenantId, now);
        if (seen.size() >= MAX_CACHED) {
            seen.clear();
        }
        // Of tenants that there are not, nothing is kept: anyone may ask for them.
        if (!tokens.isEmpty()) {
            seen.put(tenantId, new Seen(tokens, now));
        }
        return tokens;
    }

    private List<String> read(UUID tenantId, Instant now) {
        List<Row> rows = transactions.read(
                tenantId,
                () -> jdbc.sql("""
                        select auth_token, case when previous_until > :now then previous_auth_token end as previous
                        from provider_account where tenant_id = :tenant""")
                        .param("now", Sql.utc(now))
                        .param("tenant", tenantId)
                        .query((row, n) -> new Row(row.getBytes("auth_token"), row.getBytes("previous")))
                        .list());
        List<String> tokens = new ArrayList<>();
        for (Row row : rows) {
            open(tenantId, row.current(), tokens);
            open(tenantId, row.previous(), tokens);
        }
        return List.copyOf(tokens);
    }

    private void open(UUID tenantId, byte @Nullable [] sealed, List<String> tokens) {
        if (sealed == null) {
            return;
        }
        try {
            tokens.add(secrets.open(tenantId, ProviderAccountRepository.AUTH_TOKEN, sealed));
        } catch (SecretUnreadableException e) {
            // Nothing can be verified with it: the caller finds no token, and its dispatches say why.
        }
    }
}
