package ai.tulia.messaging.workflows.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowHistoryLoader;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A reconciliation that is under way when a new version is deployed goes on in it: a real server wrote this history. */
class StoredReconcileHistoriesTest {
    @Test
    void isReplayedByTodaysCode() throws Exception {
        var history = history();

        assertThat(history.getEvents())
                .anyMatch(event -> event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals("AskProvider"));
        assertThat(history.getLastEvent().getEventType()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
        assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, ReconcileWorkflowImpl.class))
                .doesNotThrowAnyException();
    }

    /** A replay that accepted everything would prove nothing. */
    @Test
    void aPlantedStepIsFound() throws Exception {
        var history = history();

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(history, WithAPlantedStep.class))
                .hasStackTraceContaining("NonDeterministicException");
    }

    /** The change that must be noticed. */
    public static class WithAPlantedStep extends ReconcileWorkflowImpl {
        @Override
        public void run(UUID tenantId) {
            Workflow.sleep(Duration.ofSeconds(1));
            super.run(tenantId);
        }
    }

    private static WorkflowExecutionHistory history() throws Exception {
        return WorkflowHistoryLoader.readHistoryFromResource("histories/reconcile.json");
    }
}
