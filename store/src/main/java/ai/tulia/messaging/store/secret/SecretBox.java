package ai.tulia.messaging.store.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Secrets at rest: AES-256-GCM, bound to the tenant and the column they belong to, so that a sealed value moved to
 * another row does not open.
 */
@Component
public class SecretBox {
    private final Aead aead;

    /** @param key {@code tulia.secrets-key}: 32 bytes in base64; the process refuses to start without it */
    SecretBox(@Value("${tulia.secrets-key:#{null}}") @Nullable String key) {
        this.aead = aead(key);
    }

    public byte[] seal(UUID tenantId, String column, String secret) {
        try {
            return aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), boundTo(tenantId, column));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be sealed", e);
        }
    }

    /** @throws SecretUnreadableException when the value was sealed for another place, with another key, or altered */
    public String open(UUID tenantId, String column, byte[] sealed) {
        try {
            return new String(aead.decrypt(sealed, boundTo(tenantId, column)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new SecretUnreadableException(column);
        }
    }

    private static byte[] boundTo(UUID tenantId, String column) {
        return (tenantId + "/" + column).getBytes(StandardCharsets.UTF_8);
    }

    private static Aead aead(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new IllegalStateException(
                    "TULIA_SECRETS_KEY is missing: set it to 32 random bytes in base64 (openssl rand -base64 32)");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(key.strip());
            if (bytes.length != 32) {
                throw new IllegalStateException(
                        "TULIA_SECRETS_KEY holds " + bytes.length + " bytes; it needs 32 in base64");
            }
            return new AesGcmJce(bytes);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalStateException("TULIA_SECRETS_KEY is not base64: make one with openssl rand -base64 32");
        }
    }
}
