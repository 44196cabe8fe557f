package ai.tulia.messaging.store.apikey;

import ai.tulia.messaging.store.database.TenantTransactions;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the row of a presented key, before its tenant is known. */
@Component
public class ApiKeyLookup {
    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    ApiKeyLookup(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** The key whose secret this is, valid or not; nothing when only the public part fits. */
    public Optional<StoredKey> find(ApiKeySecret secret) {
        byte[] hash = secret.hash();
        return transactions.byKeyPrefix(
                secret.prefix(),
                () -> jdbc.sql("select * from api_key where prefix = :prefix")
                        .param("prefix", secret.prefix())
                        .query((row, n) -> MessageDigest.isEqual(hash, row.getBytes("secret_hash"))
                                ? Optional.of(StoredKeyRow.read(row))
                                : Optional.<StoredKey>empty())
                        .optional()
                        .flatMap(found -> found));
    }
}
