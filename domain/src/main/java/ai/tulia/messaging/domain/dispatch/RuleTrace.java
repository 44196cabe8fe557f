package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one rule said, in the words that explain, event log and console share.
 *
 * @param rule its name, such as {@code quiet_hours}
 * @param until for {@link Verdict#WAITS}: the first instant (UTC) at which it lets the message go
 * @param facts what it looked at: ids, zones, instants and counts, never numbers, names or bodies
 */
public record RuleTrace(
        String rule, Verdict verdict, @Nullable Instant until, Map<String, Object> facts) {
    public RuleTrace {
        // Not Map.copyOf: the order of the facts is the order in which a person reads them.
        facts = facts instanceof TraceFacts ? facts : Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    public enum Verdict {
        PASSED,
        WAITS,
        REFUSED
    }
}
