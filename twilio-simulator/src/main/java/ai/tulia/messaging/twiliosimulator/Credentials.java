package ai.tulia.messaging.twiliosimulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** HTTP Basic credentials: an account's SID with its token, or an API key with its secret. */
record Credentials(String user, String secret) {
    static @Nullable Credentials parse(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).trim());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? new Credentials(parts[0], parts[1]) : null;
        } catch (IllegalArgumentException e) {
            return null; // not Base64: no credentials
        }
    }

    boolean mayOpen(String accountSid) {
        return !secret.isEmpty() && (user.equals(accountSid) || user.startsWith("SK"));
    }
}
