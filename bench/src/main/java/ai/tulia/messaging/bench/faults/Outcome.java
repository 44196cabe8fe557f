package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.standalone.checker.LoadLine;
import ai.tulia.messaging.standalone.checker.Verdict;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario went.
 *
 * @param verdict the ledger checker's; null where it ended before
 * @param recovery how long what was hit took to be settled
 * @param lines the raw ledger of the load driver; {@code posts} the provider's
 */
record Outcome(
        Scenario scenario,
        long seed,
        @Nullable Verdict verdict,
        String recovery,
        List<Mark> marks,
        Duration took,
        List<LoadLine> lines,
        List<ReceivedRequest> posts) {
    boolean passed() {
        return !marks.isEmpty() && marks.stream().allMatch(Mark::met);
    }
}
