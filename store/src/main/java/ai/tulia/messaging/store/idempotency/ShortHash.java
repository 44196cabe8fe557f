package ai.tulia.messaging.store.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What is only ever compared is kept as the first 16 bytes of its SHA-256. */
final class ShortHash {
    private static final int BYTES = 16;

    private ShortHash() {}

    static byte[] of(String key) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a hash that is one already. */
    static byte[] of(byte[] sha256) {
        return Arrays.copyOf(sha256, BYTES);
    }
}
