package ai.tulia.messaging.store.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Secrets at rest: AES-256-GCM, bound to the tenant and the column they belong to, so that a sealed value moved to
 * another row does not open. A sealed value begins with the id of its key; those from before there were ids have none.
 */
@Component
public class SecretBox {
    private final SecretKeyRing keys;

    /** @param keys {@code tulia.secrets-key}: one or more, see {@link SecretKeyRing}; without it no process starts */
    SecretBox(@Value("${tulia.secrets-key:#{null}}") @Nullable String keys) {
        this.keys = SecretKeyRing.parse(keys);
    }

    public byte[] seal(UUID tenantId, String column, String secret) {
        SecretKeyRing.Key key = keys.first();
        try {
            byte[] sealed = key.aead().encrypt(secret.getBytes(StandardCharsets.UTF_8), boundTo(tenantId, column));
            byte[] value = Arrays.copyOf(key.prefix(), key.prefix().length + sealed.length);
            System.arraycopy(sealed, 0, value, key.prefix().length, sealed.length);
            return value;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be sealed", e);
        }
    }

    /** @throws SecretUnreadableException when the value was sealed for another place, with another key, or altered */
    public String open(UUID tenantId, String column, byte[] sealed) {
        byte[] bound = boundTo(tenantId, column);
        for (SecretKeyRing.Key key : keys.all()) {
            byte[] opened = key.sealed(sealed)
                    ? opened(key, Arrays.copyOfRange(sealed, SecretKeyRing.Key.PREFIX_BYTES, sealed.length), bound)
                    : null;
            // Without an id any key may be the one; and one in 2^40 of those looks as if it had an id.
            opened = opened == null ? opened(key, sealed, bound) : opened;
            if (opened != null) {
                return new String(opened, StandardCharsets.UTF_8);
            }
        }
        throw new SecretUnreadableException(column);
    }

    private static byte @Nullable [] opened(SecretKeyRing.Key key, byte[] sealed, byte[] bound) {
        try {
            return key.aead().decrypt(sealed, bound);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** The id of the key that seals. */
    String keyId() {
        return keys.first().id();
    }

    /** With which all begins that the key seals that seals now. */
    byte[] prefix() {
        return keys.first().prefix().clone();
    }

    private static byte[] boundTo(UUID tenantId, String column) {
        return (tenantId + "/" + column).getBytes(StandardCharsets.UTF_8);
    }
}
