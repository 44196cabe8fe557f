package ai.tulia.messaging.standalone.checker;

import java.util.Map;
import java.util.Set;

/**
 * The sets of a run. A message is named by its id; one that has no row, by what it was to be.
 *
 * @param attempted asked for: single messages, and every recipient whom a broadcast means
 * @param acked of them, those the client was told to be taken on
 * @param posted the provider got a POST of it
 * @param ended acked, and nothing more happens to it by our own doing
 * @param recovered posted, though the client saw an error
 * @param unknown its outcome is not known: how many there may be is for the caller to say
 * @param broadcasts how many by status
 */
public record Verdict(
        long seed,
        Set<String> attempted,
        Set<String> acked,
        Set<String> posted,
        Set<String> ended,
        Set<String> recovered,
        Set<String> unknown,
        Violations violations,
        Map<String, Long> broadcasts) {
    /** The seed and the sizes, for people. */
    @Override
    public String toString() {
        return "seed " + seed + ": attempted " + attempted.size() + ", acked " + acked.size() + ", posted "
                + posted.size() + ", final " + ended.size() + "; lost "
                + violations.lost().size() + ", duplicated "
                + violations.duplicated().size() + ", repeated "
                + violations.repeated().size() + ", unexpected "
                + violations.unexpected().size() + ", recovered " + recovered.size() + ", unknown " + unknown.size()
                + ", unproven " + violations.unproven().size() + ", denied "
                + violations.denied().size() + ", after a stop "
                + violations.afterStop().size() + ", wrong counts "
                + violations.wrongCounts().size() + "; broadcasts " + broadcasts;
    }
}
