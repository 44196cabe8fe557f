package ai.tulia.messaging.api.requestfields;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every request for a time says of it. */
public interface TimeFields {
    @Nullable
    String scheduledAt();

    @Nullable
    String timeZone();

    @Nullable
    Instant expiresAt();
}
