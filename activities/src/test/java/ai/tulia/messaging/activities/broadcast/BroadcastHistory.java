package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Temporal keeps of a broadcast. */
record BroadcastHistory(Days days, BroadcastRef ref) {
    /** Whether its workflow began to wait for a time. */
    boolean sleeps() {
        return days.temporal().fetchHistory(workflowId()).getEvents().stream()
                .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED);
    }

    /** Numbers of the lanes that sent a chunk, in the last run. */
    Set<Integer> lanes() {
        return chunksSent()
                .map(activity -> Integer.valueOf(
                        activity.getInput().getPayloads(1).getData().toStringUtf8()))
                .collect(Collectors.toSet());
    }

    /** How many chunks were sent, in the last run. */
    long chunks() {
        return chunksSent().count();
    }

    private Stream<ActivityTaskScheduledEventAttributes> chunksSent() {
        return days.temporal().fetchHistory(workflowId()).getEvents().stream()
                .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
                .filter(activity -> activity.getActivityType().getName().equals("SendChunk"));
    }

    /** How many events there are, in all runs. */
    int events() {
        int events = 0;
        String run = days.temporal()
                .fetchHistory(workflowId())
                .getHistory()
                .getEvents(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getFirstExecutionRunId();
        while (!run.isEmpty()) {
            var history = days.temporal().fetchHistory(workflowId(), run);
            events += history.getEvents().size();
            run = history.getLastEvent()
                    .getWorkflowExecutionContinuedAsNewEventAttributes()
                    .getNewExecutionRunId();
        }
        return events;
    }

    private String workflowId() {
        return BroadcastWorkflowStarter.workflowId(ref);
    }
}
