package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.secret.SecretBox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The Twilio accounts that tenants send through: one main one, and others that senders name. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class ProviderAccountRepository {
    /** The column of the token, as the secret box knows it. */
    public static final String AUTH_TOKEN = "provider_account.auth_token";

    /** How long callbacks may still come signed with the token that was replaced. */
    public static final Duration ROTATION = Duration.ofHours(24);

    private static final String TOKEN = """
            auth_token = excluded.auth_token, updated_at = excluded.updated_at,
                previous_auth_token = provider_account.auth_token, previous_until = :previousUntil""";

    private final OperatorDatabase ledger;
    private final SecretBox secrets;
    private final Clock clock;

    ProviderAccountRepository(OperatorDatabase ledger, SecretBox secrets, Clock clock) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Puts the main account in place of the one before. Seals the token; nothing gives it back but what sends with it. The
     * one before it is kept for {@link #ROTATION}, to verify what the provider signs with it meanwhile.
     *
     * @return the instant at which it was kept; empty when it is one of the others
     */
    public Optional<Instant> putMain(UUID tenantId, String accountSid, String authToken) {
        return put(tenantId, accountSid, authToken, true, """
                        insert into provider_account (tenant_id, account_sid, auth_token, updated_at, main)
                        select :tenant, :accountSid, :authToken, :updatedAt, true
                        where not exists (select from provider_account
                            where tenant_id = :tenant and account_sid = :accountSid and not main)
                        on conflict (tenant_id) where main do update set account_sid = excluded.account_sid,
                        """ + TOKEN);
    }

    /**
     * Adds another account, or gives the one of that id, the main one too, a new token.
     *
     * @return the instant at which it was kept
     */
    public Instant put(UUID tenantId, String accountSid, String authToken) {
        return put(tenantId, accountSid, authToken, false, """
                        insert into provider_account (tenant_id, account_sid, auth_token, updated_at, main)
                        values (:tenant, :accountSid, :authToken, :updatedAt, false)
                        on conflict (tenant_id, account_sid) do update set
                        """ + TOKEN).orElseThrow();
    }

    private Optional<Instant> put(
            UUID tenantId, String accountSid, String authToken, boolean asMain, String statement) {
        Instant now = clock.instant();
        return ledger.call(jdbc -> {
            int kept = jdbc.sql(statement)
                    .param("tenant", tenantId)
                    .param("accountSid", accountSid)
                    .param("authToken", secrets.seal(tenantId, AUTH_TOKEN, authToken))
                    .param("updatedAt", Sql.utc(now))
                    .param("previousUntil", Sql.utc(now.plus(ROTATION)))
                    .update();
            if (kept == 0) {
                return Optional.empty();
            }
            var event = AuditEvent.byOperator(
                    tenantId, AuditAction.TWILIO_ACCOUNT_SET, accountSid, asMain ? Map.of("main", true) : Map.of());
            AuditLog.add(jdbc, event, now);
            return Optional.of(now);
        });
    }

    /** Writes down that the provider was asked about them. @param usable how many of them can be used */
    public void verified(UUID tenantId, int accounts, int usable) {
        ledger.call(jdbc -> {
            var event = AuditEvent.byOperator(
                    tenantId,
                    AuditAction.TWILIO_ACCOUNTS_VERIFIED,
                    null,
                    Map.of("accounts", accounts, "usable", usable));
            AuditLog.add(jdbc, event, clock.instant());
            return accounts;
        });
    }

    /** Forgets one that is not the main one. @return false when a sender names it */
    public boolean remove(UUID tenantId, String accountSid) {
        return ledger.call(jdbc -> {
            int removed = jdbc.sql("""
                        delete from provider_account a where tenant_id = :tenant and account_sid = :accountSid and not main
                            and not exists (select from sender s
                                where s.tenant_id = a.tenant_id and s.account_sid = a.account_sid)""")
                    .param("tenant", tenantId)
                    .param("accountSid", accountSid)
                    .update();
            if (removed == 1) {
                var event = AuditEvent.byOperator(tenantId, AuditAction.TWILIO_ACCOUNT_REMOVED, accountSid, Map.of());
                AuditLog.add(jdbc, event, clock.instant());
            }
            return removed == 1;
        });
    }
}
