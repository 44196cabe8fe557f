package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.store.message.OutboundTextQueries.Account;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the tenants' accounts at the provider. */
@Component
public class ProviderAccountOpener {
    private final SecretBox secrets;

    ProviderAccountOpener(SecretBox secrets) {
        this.secrets = secrets;
    }

    /** @param account as it stands in the ledger; null when the tenant has none */
    public ProviderAccess open(UUID tenantId, @Nullable Account account) {
        if (account == null) {
            return new ProviderAccess.NoAccount();
        }
        try {
            String token = secrets.open(tenantId, "provider_account.auth_token", account.sealedToken());
            return new ProviderAccess.Open(account.sid(), token);
        } catch (SecretUnreadableException e) {
            return new ProviderAccess.SecretUnreadable();
        }
    }
}
