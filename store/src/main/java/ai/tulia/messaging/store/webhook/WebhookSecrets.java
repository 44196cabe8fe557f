package ai.tulia.messaging.store.webhook;

import ai.tulia.messaging.store.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The secrets with which deliveries are signed, sealed at rest. */
@Component
class WebhookSecrets {
    static final String CURRENT = "webhook_endpoint.secret";
    private static final String PREVIOUS = "webhook_endpoint.previous_secret";
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretBox box;

    WebhookSecrets(SecretBox box) {
        this.box = box;
    }

    /** As the Standard Webhooks specification writes it: {@code whsec_} and the key in base64. */
    static String generate() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /**
     * The same key as the specification writes it. One that was moved from a tenant's {@code notify_secret} is no base64:
     * the key is its text.
     */
    static String standard(String secret) {
        return secret.startsWith(PREFIX)
                ? secret
                : PREFIX + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }

    byte[] seal(UUID tenantId, String secret) {
        return box.seal(tenantId, CURRENT, secret);
    }

    byte[] sealPrevious(UUID tenantId, String secret) {
        return box.seal(tenantId, PREVIOUS, secret);
    }

    /** @param column that it was sealed for: one that was moved here keeps the column it came from */
    String open(UUID tenantId, String column, byte[] sealed) {
        return box.open(tenantId, column, sealed);
    }

    String openPrevious(UUID tenantId, byte[] sealed) {
        return box.open(tenantId, PREVIOUS, sealed);
    }
}
