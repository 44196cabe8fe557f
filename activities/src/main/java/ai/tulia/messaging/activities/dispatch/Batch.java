package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.store.message.Transition;
import java.util.List;

/**
 * What a claim took; a single message is a batch of one.
 *
 * @param undecidable how those end about which nothing can be decided
 * @param access to the account they leave by
 * @param most how many attempts may start; what is more stays as it is
 */
public record Batch(List<Candidate> candidates, List<Transition> undecidable, ProviderAccess access, int most) {
    public static final Batch NONE = new Batch(List.of(), List.of(), new ProviderAccess.NoAccount(), 0);

    int size() {
        return candidates.size() + undecidable.size();
    }
}
