package ai.tulia.messaging.api.message;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When a message may go.
 *
 * @param notBefore null = as soon as possible
 * @param local as asked, when asked in wall time
 * @param zone recipient, tenant or an IANA name, when one was given
 * @param expiresAt end of its validity, exclusive
 */
record Timing(
        @Nullable Instant notBefore,
        @Nullable LocalDateTime local,
        @Nullable String zone,
        Instant expiresAt) {}
