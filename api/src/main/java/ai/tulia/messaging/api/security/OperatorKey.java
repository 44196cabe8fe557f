package ai.tulia.messaging.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The one key of the operator, from {@code tulia.operator-key}. Without it the operator's routes open to no one. */
@Component
class OperatorKey {
    private static final Logger log = LoggerFactory.getLogger(OperatorKey.class);
    private static final int MIN_LENGTH = 24;

    private final byte @Nullable [] key;

    OperatorKey(@Value("${tulia.operator-key:#{null}}") @Nullable String key) {
        if (key == null || key.isBlank()) {
            log.warn("TULIA_OPERATOR_KEY is not set: every call of the operator's routes is refused");
            this.key = null;
        } else if (key.length() < MIN_LENGTH) {
            throw new IllegalStateException("TULIA_OPERATOR_KEY is shorter than " + MIN_LENGTH + " characters");
        } else {
            this.key = key.getBytes(StandardCharsets.UTF_8);
        }
    }

    boolean matches(String presented) {
        return key != null && MessageDigest.isEqual(key, presented.getBytes(StandardCharsets.UTF_8));
    }
}
