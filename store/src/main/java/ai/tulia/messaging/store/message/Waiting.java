package ai.tulia.messaging.store.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a message waits for, and until when it is looked at again; both null when it does not wait. */
public record Waiting(@Nullable String reason, @Nullable Instant until) {
    static final Waiting NONE = new Waiting(null, null);
}
