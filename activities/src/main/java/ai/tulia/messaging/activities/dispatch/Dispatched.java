package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.store.message.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a dispatch.
 *
 * @param taken how many messages the claim took
 * @param notStarted those that wait or ended without an attempt
 * @param deferredAll whether rows stay as they are because one wait of all is stored once
 * @param blockedBy why some that may go could not; null = nothing
 * @param results of the attempts, whose outcomes are recorded
 */
public record Dispatched(
        int taken,
        List<Transition> notStarted,
        boolean deferredAll,
        ProviderAccess.@Nullable Blocked blockedBy,
        List<AttemptResult> results) {
    /** How many changed: deferred, ended, or attempted. */
    public int decided() {
        return notStarted.size() + results.size();
    }
}
