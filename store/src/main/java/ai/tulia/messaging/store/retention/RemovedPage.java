package ai.tulia.messaging.store.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction removed.
 *
 * @param removed rows; of messages their events and lists are not counted
 * @param next after which row the next page begins; null = there is none
 * @param oldest when the oldest row that was removed became final; null = none was removed
 */
public record RemovedPage(
        int removed, @Nullable UUID next, @Nullable Instant oldest) {
    /** Another worker has this tenant's data of the kind. */
    static final RemovedPage NONE = new RemovedPage(0, null, null);
}
