package ai.tulia.messaging.store.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a message's history.
 *
 * @param kind accepted, the code of a {@link ai.tulia.messaging.domain.message.TransitionCause}, or one that a later version writes
 * @param attempt the POST it belongs to, counted from 1; null outside of one
 */
public record MessageEvent(
        Instant at, String kind, @Nullable Integer attempt, Map<String, Object> detail) {}
