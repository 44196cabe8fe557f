package ai.tulia.messaging.store.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lane that this process alone delivers, until its lease ends.
 *
 * @param leasedUntil by the database's clock
 * @param failures batches without a success, one after the other
 * @param failingSince null = the last batch had a success, or there was none yet
 */
public record LeasedLane(
        WebhookLane lane,
        Target target,
        Instant leasedUntil,
        int failures,
        @Nullable Instant failingSince) {
    /**
     * @param secrets that sign, the newest first, {@code whsec_…}; none for an endpoint that was moved without one
     * @param signable false = its secret does not open here: nothing can be delivered
     * @param content whether it asks for texts and numbers
     */
    public record Target(String url, List<String> secrets, boolean signable, boolean content) {
        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "Target[" + secrets.size() + " secrets]";
        }
    }
}
