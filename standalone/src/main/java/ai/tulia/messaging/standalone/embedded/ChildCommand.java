package ai.tulia.messaging.standalone.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command to run as our child.
 *
 * @param name of its log and process record
 * @param environment added to ours
 * @param grace how long it may take to end when asked by {@code signal}
 */
record ChildCommand(
        String name, List<String> words, Map<String, String> environment, StopSignal signal, Duration grace) {

    static ChildCommand of(String name, List<String> words) {
        return new ChildCommand(name, words, Map.of(), StopSignal.TERM, Duration.ofSeconds(10));
    }

    ChildCommand with(Map<String, String> added) {
        return new ChildCommand(name, words, added, signal, grace);
    }

    ChildCommand stoppedBy(StopSignal other, Duration limit) {
        return new ChildCommand(name, words, environment, other, limit);
    }
}
