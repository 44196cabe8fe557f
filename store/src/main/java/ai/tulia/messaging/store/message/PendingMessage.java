package ai.tulia.messaging.store.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is not closed, locked, with the facts of its tenant and customer as they are now.
 *
 * @param broadcastId null = it is not one of a broadcast
 */
public record PendingMessage(DispatchRow row, @Nullable UUID broadcastId) {}
