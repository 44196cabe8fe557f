package ai.tulia.messaging.store.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of {@code TULIA_SECRETS_KEY}: the first seals, all open. */
final class SecretKeyRing {
    private static final int BYTES = 32;
    private static final String HINT = "make one with openssl rand -base64 32";

    private final List<Key> keys;

    /** @param prefix with which what it sealed begins: a version and the key's id */
    record Key(byte[] prefix, Aead aead) {
        private static final byte VERSION = 1;
        private static final int ID_BYTES = 4;
        static final int PREFIX_BYTES = 1 + ID_BYTES;

        /** The id comes from the key itself, so that every process knows it by the same. */
        static Key of(byte[] secret) throws GeneralSecurityException {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("tulia secrets key id".getBytes(StandardCharsets.US_ASCII));
            byte[] id = Arrays.copyOf(digest.digest(secret), ID_BYTES);
            byte[] prefix =
                    ByteBuffer.allocate(PREFIX_BYTES).put(VERSION).put(id).array();
            return new Key(prefix, new AesGcmJce(secret));
        }

        String id() {
            return HexFormat.of().formatHex(prefix, 1, PREFIX_BYTES);
        }

        boolean sealed(byte[] value) {
            return value.length > PREFIX_BYTES && Arrays.equals(value, 0, PREFIX_BYTES, prefix, 0, PREFIX_BYTES);
        }

        @Override
        public String toString() {
            return "Key[" + id() + "]";
        }
    }

    private SecretKeyRing(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * @param keys each 32 bytes in base64, separated by commas
     * @throws SecretsKeyRefusedException when there is none, or one is no key; names no part of it
     */
    static SecretKeyRing parse(@Nullable String keys) {
        if (keys == null || keys.isBlank()) {
            throw new SecretsKeyRefusedException(
                    "TULIA_SECRETS_KEY is missing: set it to 32 random bytes in base64; " + HINT);
        }
        List<Key> parsed = new ArrayList<>();
        for (String part : keys.split(",", -1)) {
            Key key = key(part.strip());
            if (parsed.stream().anyMatch(known -> known.id().equals(key.id()))) {
                throw new SecretsKeyRefusedException("TULIA_SECRETS_KEY holds a key twice: " + key.id());
            }
            parsed.add(key);
        }
        return new SecretKeyRing(parsed);
    }

    private static Key key(String text) {
        try {
            byte[] secret = Base64.getDecoder().decode(text);
            if (secret.length != BYTES) {
                throw new SecretsKeyRefusedException("TULIA_SECRETS_KEY holds a key of " + secret.length
                        + " bytes; each needs 32 in base64: " + HINT);
            }
            return Key.of(secret);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new SecretsKeyRefusedException("TULIA_SECRETS_KEY holds a key that is not base64: " + HINT);
        }
    }

    /** Seals. */
    Key first() {
        return keys.getFirst();
    }

    List<Key> all() {
        return keys;
    }
}
