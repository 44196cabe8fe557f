package ai.tulia.messaging.standalone.checker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Idempotency keys as the ledger keeps them: by them a message is found whose client got no answer. */
final class Keys {
    private static final int BYTES = 16;

    private Keys() {}

    static String of(UUID tenant, String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return written(tenant, HexFormat.of().formatHex(hash, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String written(UUID tenant, String hash) {
        return tenant + "/" + hash;
    }
}
