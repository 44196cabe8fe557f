package ai.tulia.messaging.standalone.checker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What must never be, whatever happened.
 *
 * @param lost acked, and neither ended nor unknown
 * @param duplicated the provider took it on more than once
 * @param repeated {@code message#attempt} with more than one POST, accepted or not
 * @param unexpected posted, though nobody asked for it
 * @param unproven the ledger says that it was sent, and the provider took on none
 * @param denied the provider took it on, and the ledger says that it never left
 * @param afterStop posted although its broadcast was answered to have stopped before it began to leave
 * @param openThoughCompleted its broadcast is completed and it is open
 * @param wrongCounts where the kept counts are not what the rows add up to
 */
public record Violations(
        Set<String> lost,
        Set<String> duplicated,
        Set<String> repeated,
        Set<String> unexpected,
        Set<String> unproven,
        Set<String> denied,
        Set<String> afterStop,
        Set<String> openThoughCompleted,
        List<String> wrongCounts) {
    private static final int SHOWN = 5;

    /** How many of which, with some of them; empty when the system kept its word. */
    public List<String> found() {
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
}
