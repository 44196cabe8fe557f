package ai.tulia.messaging.twiliosimulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The accounts and API keys seen. Each holds to the secret of its first use. */
final class Accounts {
    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final Map<String, String> keySecrets = new ConcurrentHashMap<>();

    /** What the login is, once seen; null before its first use. */
    @Nullable
    Boolean admits(String accountSid, Credentials given) {
        Login known = logins.get(given.user());
        return known == null ? null : known.equals(new Login(accountSid, given.secret()));
    }

    void add(JournalEntry.CredentialsSeen seen) {
        logins.put(seen.user(), new Login(seen.accountSid(), seen.secret()));
        if (!seen.user().equals(seen.accountSid())) {
            keySecrets.putIfAbsent(seen.accountSid(), seen.secret());
        }
    }

    /**
     * What webhooks of the account are signed with: its auth token. Of an account seen only through an API key the token
     * is not known, and the key's secret stands in.
     */
    @Nullable
    String signingToken(String accountSid) {
        Login own = logins.get(accountSid);
        return own == null ? keySecrets.get(accountSid) : own.secret();
    }

    private record Login(String accountSid, String secret) {}
}
