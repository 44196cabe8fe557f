package ai.tulia.messaging.workflows.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowHistoryLoader;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Broadcasts that are under way when a new version is deployed go on in it: each history here was written by a real
 * server and must still be readable. One that no longer replays means a version of the workflow, not a new history.
 */
class StoredBroadcastHistoriesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "broadcast-completed",
                "broadcast-paused-and-resumed",
                "broadcast-canceled",
                "broadcast-canceled-in-temporal",
                "broadcast-continued",
                "broadcast-continued-2",
                "broadcast-wave-ended-for-lanes"
            })
    void isReplayedByTodaysCode(String name) throws Exception {
        var history = history(name);

        assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, BroadcastWorkflowImpl.class))
                .doesNotThrowAnyException();
        // A replay that accepted everything would prove nothing.
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(history, WithAPlantedStep.class))
                .hasStackTraceContaining("NonDeterministicException");
    }

    /** Else the files could be of anything. */
    @Test
    void theHistoriesGoThroughWhatTheirNamesSay() throws Exception {
        assertThat(kinds("broadcast-completed"))
                .contains(EventType.EVENT_TYPE_TIMER_FIRED, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
        assertThat(kinds("broadcast-paused-and-resumed"))
                .contains(
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
        assertThat(kinds("broadcast-canceled"))
                .contains(
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)
                .doesNotContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
        assertThat(activities("broadcast-canceled")).contains("CloseCanceled");
        assertThat(kinds("broadcast-canceled-in-temporal"))
                .contains(
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
        assertThat(activities("broadcast-canceled-in-temporal")).contains("CloseCanceled");
        assertThat(last("broadcast-continued")).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
        assertThat(history("broadcast-continued-2")
                        .getHistory()
                        .getEvents(0)
                        .getWorkflowExecutionStartedEventAttributes()
                        .getContinuedExecutionRunId())
                .isNotEmpty();
        // Of before lanes began and ended within a wave.
        assertThat(lanesAsked("broadcast-wave-ended-for-lanes")).hasSizeGreaterThan(1);
        assertThat(history("broadcast-wave-ended-for-lanes").toJson(false)).doesNotContain("lanes-within-wave");
    }

    /** The change that must be noticed. */
    public static class WithAPlantedStep extends BroadcastWorkflowImpl {
        @Override
        public void run(BroadcastRef broadcast) {
            Workflow.sleep(Duration.ofSeconds(1));
            super.run(broadcast);
        }
    }

    private static Set<EventType> kinds(String name) throws Exception {
        return history(name).getEvents().stream()
                .map(HistoryEvent::getEventType)
                .collect(Collectors.toSet());
    }

    private static Set<String> activities(String name) throws Exception {
        return history(name).getEvents().stream()
                .map(event -> event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName())
                .collect(Collectors.toSet());
    }

    /** On how many lanes its chunks asked it to go. */
    private static Set<String> lanesAsked(String name) throws Exception {
        return history(name).getEvents().stream()
                .flatMap(
                        event -> event.getActivityTaskCompletedEventAttributes().getResult().getPayloadsList().stream())
                .map(payload -> payload.getData().toStringUtf8())
                .filter(json -> json.matches(".*\"lanes\":\\d+.*"))
                .map(json -> json.replaceAll(".*\"lanes\":(\\d+).*", "$1"))
                .collect(Collectors.toSet());
    }

    private static EventType last(String name) throws Exception {
        return history(name).getLastEvent().getEventType();
    }

    private static WorkflowExecutionHistory history(String name) throws Exception {
        return WorkflowHistoryLoader.readHistoryFromResource("histories/" + name + ".json");
    }
}
