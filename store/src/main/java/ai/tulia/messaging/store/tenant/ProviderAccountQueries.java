package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Which Twilio accounts a tenant has. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class ProviderAccountQueries {
    private final OperatorDatabase ledger;

    ProviderAccountQueries(OperatorDatabase ledger) {
        this.ledger = ledger;
    }

    /** @param main what senders use that name none */
    public record Account(String sid, boolean main, Instant updatedAt) {}

    /** The main one first. */
    public List<Account> list(UUID tenantId) {
        return ledger.call(jdbc -> jdbc.sql("select account_sid, main, updated_at from provider_account"
                        + " where tenant_id = :tenant order by main desc, account_sid")
                .param("tenant", tenantId)
                .query((row, n) -> new Account(
                        row.getString("account_sid"),
                        row.getBoolean("main"),
                        Objects.requireNonNull(Sql.instant(row, "updated_at"))))
                .list());
    }

    /** @param token still sealed */
    public record SealedAccount(String sid, byte[] token) {
        @Override
        public String toString() {
            return "SealedAccount[" + sid + "]";
        }
    }

    /** With their tokens, for somebody who asks the provider about them; the main one first. */
    public List<SealedAccount> sealed(UUID tenantId) {
        return ledger.call(jdbc -> jdbc.sql("select account_sid, auth_token from provider_account"
                        + " where tenant_id = :tenant order by main desc, account_sid")
                .param("tenant", tenantId)
                .query((row, n) -> new SealedAccount(row.getString("account_sid"), row.getBytes("auth_token")))
                .list());
    }
}
