package ai.tulia.messaging.api.message;

import ai.tulia.messaging.store.message.Schedule;
import java.time.Instant;

/**
 * When a message may go.
 *
 * @param expiresAt end of its validity, exclusive
 */
record Timing(Schedule schedule, Instant expiresAt) {}
