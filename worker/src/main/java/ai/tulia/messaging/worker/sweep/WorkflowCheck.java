package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.workflows.connection.TemporalConnection;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Compares one open row with its workflow and mends the difference. */
@Component
class WorkflowCheck {
    /** A workflow this late after its wake time missed a signal; one less late is just busy. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private final TemporalConnection temporal;
    private final MessageWorkflowStarter workflows;
    private final TenantTransactions transactions;
    private final MessageTransitions transitions;

    WorkflowCheck(
            TemporalConnection temporal,
            MessageWorkflowStarter workflows,
            TenantTransactions transactions,
            MessageTransitions transitions) {
        this.temporal = temporal;
        this.workflows = workflows;
        this.transactions = transactions;
        this.transitions = transitions;
    }

    /** @return whether something was done */
    boolean mend(OpenMessage message, Instant now) {
        MessageRef ref = message.ref();
        return switch (status(ref)) {
            // Never started, or Temporal lost it.
            case WORKFLOW_EXECUTION_STATUS_UNSPECIFIED -> workflows.start(ref, message.type());
            case WORKFLOW_EXECUTION_STATUS_RUNNING -> isLate(message, now) && workflows.wake(ref);
            case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
                workflows.startAfterFailure(ref, message.type());
            // An operator's stop: it is not started again.
            case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_CANCELED ->
                transactions.call(ref.tenantId(), () -> transitions.cancel(ref, "temporal", now));
            default -> false;
        };
    }

    private static boolean isLate(OpenMessage message, Instant now) {
        return message.wakeAt() != null && message.wakeAt().plus(LATE).isBefore(now);
    }

    private WorkflowExecutionStatus status(MessageRef ref) {
        try {
            return temporal.client()
                    .newUntypedWorkflowStub(MessageWorkflowStarter.workflowId(ref))
                    .describe()
                    .getStatus();
        } catch (WorkflowNotFoundException e) {
            return WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_UNSPECIFIED;
        }
    }
}
