package ai.tulia.messaging.standalone.checker;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast that the API answered to have stopped.
 *
 * @param answer {@code paused} or {@code canceled}
 * @param begun the attempts that had begun to leave, read from the ledger after the answer: these may still be posted
 * @param resumed just before it was asked to go on; null = never
 */
public record Stop(
        UUID broadcast,
        String answer,
        Map<UUID, Integer> begun,
        @Nullable Instant resumed) {
    boolean forbids(Post post) {
        return (resumed == null || post.at().isBefore(resumed))
                && post.attempt() > begun.getOrDefault(post.message(), 0);
    }
}
