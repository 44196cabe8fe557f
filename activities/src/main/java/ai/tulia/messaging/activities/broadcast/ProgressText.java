package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Count;
import java.util.List;
import java.util.stream.Collectors;

/** Progress in the words that an operator reads in the Temporal Web UI: {@code SENT 120, WAITING (quiet_hours) 30}. */
final class ProgressText {
    private ProgressText() {}

    static String of(List<Count> counts) {
        return counts.stream()
                .map(count -> count.state().name()
                        + (count.reason().isEmpty() || count.state() == MessageState.SENT
                                ? " "
                                : " (" + count.reason() + ") ")
                        + count.messages())
                .collect(Collectors.joining(", "));
    }
}
