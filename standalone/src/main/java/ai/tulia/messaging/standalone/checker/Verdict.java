package ai.tulia.messaging.standalone.checker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sets of a run. A message is named by its id; one that has no row, by what it was to be.
 *
 * @param attempted asked for: single messages, and every recipient whom a broadcast means
 * @param acked of them, those the client was told to be taken on
 * @param posted the provider got a POST of it
 * @param ended acked, and nothing more happens to it by our own doing
 * @param lost acked, and neither ended nor unknown
 * @param duplicated the provider took it on more than once
 * @param repeated {@code message#attempt} with more than one POST, accepted or not
 * @param unexpected posted, though nobody asked for it
 * @param recovered posted, though the client saw an error
 * @param unknown its outcome is not known
 * @param unproven the ledger says that it was sent, and the provider took on none
 * @param denied the provider took it on, and the ledger says that it never left
 * @param afterStop posted although its broadcast was answered to have stopped before it began to leave
 * @param openThoughCompleted its broadcast is completed and it is open
 * @param wrongCounts where the kept counts are not what the rows add up to
 * @param broadcasts how many by status
 */
public record Verdict(
        long seed,
        Set<String> attempted,
        Set<String> acked,
        Set<String> posted,
        Set<String> ended,
        Set<String> lost,
        Set<String> duplicated,
        Set<String> repeated,
        Set<String> unexpected,
        Set<String> recovered,
        Set<String> unknown,
        Set<String> unproven,
        Set<String> denied,
        Set<String> afterStop,
        Set<String> openThoughCompleted,
        List<String> wrongCounts,
        Map<String, Long> broadcasts) {
    private static final int SHOWN = 5;

    /** What must never be, whatever happened; empty when the system kept its word. Unknown ones are for the caller. */
    public List<String> violations() {
        var found = new ArrayList<String>();
        add(found, "lost", lost);
        add(found, "duplicated", duplicated);
        add(found, "repeated", repeated);
        add(found, "unexpected", unexpected);
        add(found, "unproven", unproven);
        add(found, "denied", denied);
        add(found, "after the stop", afterStop);
        add(found, "open though completed", openThoughCompleted);
        add(found, "wrong counts", wrongCounts);
        return found;
    }

    private static void add(List<String> found, String name, Collection<String> members) {
        if (!members.isEmpty()) {
            found.add(name + " " + members.size() + ": "
                    + members.stream().sorted().limit(SHOWN).toList());
        }
    }

    /** The seed and the sizes, for people. */
    @Override
    public String toString() {
        return "seed " + seed + ": attempted " + attempted.size() + ", acked " + acked.size() + ", posted "
                + posted.size() + ", final " + ended.size() + "; lost " + lost.size() + ", duplicated "
                + duplicated.size() + ", repeated " + repeated.size() + ", unexpected " + unexpected.size()
                + ", recovered " + recovered.size() + ", unknown " + unknown.size() + ", unproven " + unproven.size()
                + ", denied " + denied.size() + ", after a stop "
                + afterStop.size() + ", wrong counts " + wrongCounts.size() + "; broadcasts " + broadcasts;
    }
}
