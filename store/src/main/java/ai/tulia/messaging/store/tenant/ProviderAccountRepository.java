package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.secret.SecretBox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The Twilio account that each tenant sends through. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class ProviderAccountRepository {
    /** The column of the token, as the secret box knows it. */
    public static final String AUTH_TOKEN = "provider_account.auth_token";

    /** How long callbacks may still come signed with the token that was replaced. */
    public static final Duration ROTATION = Duration.ofHours(24);

    private final OperatorDatabase ledger;
    private final SecretBox secrets;
    private final Clock clock;

    ProviderAccountRepository(OperatorDatabase ledger, SecretBox secrets, Clock clock) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Seals the token; nothing gives it back but what sends with it. The one before it is kept for {@link #ROTATION}, to
     * verify what the provider signs with it meanwhile.
     *
     * @return the instant at which it was kept
     */
    public Instant put(UUID tenantId, String accountSid, String authToken) {
        Instant now = clock.instant();
        ledger.call(jdbc -> jdbc.sql("""
                        insert into provider_account (tenant_id, account_sid, auth_token, updated_at)
                        values (:tenant, :accountSid, :authToken, :updatedAt)
                        on conflict (tenant_id) do update set account_sid = excluded.account_sid,
                            auth_token = excluded.auth_token, updated_at = excluded.updated_at,
                            previous_auth_token = provider_account.auth_token, previous_until = :previousUntil""")
                .param("tenant", tenantId)
                .param("accountSid", accountSid)
                .param("authToken", secrets.seal(tenantId, AUTH_TOKEN, authToken))
                .param("updatedAt", Sql.utc(now))
                .param("previousUntil", Sql.utc(now.plus(ROTATION)))
                .update());
        return now;
    }
}
