package ai.tulia.messaging.workflows.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.domain.message.MessageRef;
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
 * Messages that are under way when a new version is deployed go on in it: each history here was written by a real
 * server and must still be readable. One that no longer replays means a version of the workflow, not a new history.
 */
class StoredHistoriesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "scheduled",
                "quiet-hours-twice",
                "canceled",
                "canceled-in-temporal",
                "rescheduled",
                "provider-busy",
                "refused-at-dispatch"
            })
    void isReplayedByTodaysCode(String name) throws Exception {
        var history = history(name);

        assertThat(history.getLastEvent().getEventType()).isIn(ENDS);
        assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, MessageWorkflowImpl.class))
                .doesNotThrowAnyException();
    }

    private static final Set<EventType> ENDS =
            Set.of(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);

    /** Else the files could be of anything. */
    @Test
    void theHistoriesGoThroughWhatTheirNamesSay() throws Exception {
        assertThat(kinds("scheduled")).contains(EventType.EVENT_TYPE_TIMER_FIRED);
        assertThat(count("quiet-hours-twice", EventType.EVENT_TYPE_TIMER_FIRED)).isEqualTo(2);
        assertThat(kinds("canceled"))
                .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, EventType.EVENT_TYPE_TIMER_STARTED)
                .doesNotContain(EventType.EVENT_TYPE_TIMER_FIRED);
        assertThat(kinds("canceled-in-temporal")).contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
        assertThat(kinds("rescheduled"))
                .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, EventType.EVENT_TYPE_TIMER_FIRED);
        assertThat(count("provider-busy", EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED))
                .isEqualTo(2);
        assertThat(kinds("refused-at-dispatch"))
                .contains(EventType.EVENT_TYPE_TIMER_FIRED)
                .doesNotContain(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);
    }

    /** A replay that accepted everything would prove nothing. */
    @Test
    void aPlantedStepIsFound() throws Exception {
        var history = history("scheduled");

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(history, WithAPlantedStep.class))
                .hasStackTraceContaining("NonDeterministicException");
    }

    /** The change that must be noticed. */
    public static class WithAPlantedStep extends MessageWorkflowImpl {
        @Override
        public void run(MessageRef message) {
            Workflow.sleep(Duration.ofSeconds(1));
            super.run(message);
        }
    }

    private static Set<EventType> kinds(String name) throws Exception {
        return history(name).getEvents().stream()
                .map(HistoryEvent::getEventType)
                .collect(Collectors.toSet());
    }

    private static long count(String name, EventType kind) throws Exception {
        return history(name).getEvents().stream()
                .filter(event -> event.getEventType() == kind)
                .count();
    }

    private static WorkflowExecutionHistory history(String name) throws Exception {
        return WorkflowHistoryLoader.readHistoryFromResource("histories/" + name + ".json");
    }
}
