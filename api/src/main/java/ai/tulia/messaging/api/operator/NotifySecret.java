package ai.tulia.messaging.api.operator;

import java.security.SecureRandom;
import java.util.Base64;

/** What a tenant checks the signature of its notices with: 256 random bits. */
final class NotifySecret {
    private static final SecureRandom RANDOM = new SecureRandom();

    private NotifySecret() {}

    static String generate() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
