package ai.tulia.messaging.worker.sweep;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;

/** A workflow as Temporal describes it now. */
record DescribedWorkflow(DescribeWorkflowExecutionResponse answer) {
    /** @return empty when Temporal knows none */
    static Optional<DescribedWorkflow> find(WorkflowClient temporal, String workflowId) {
        try {
            return Optional.of(new DescribedWorkflow(
                    temporal.newUntypedWorkflowStub(workflowId).describe().getRawDescription()));
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        }
    }

    WorkflowExecutionStatus status() {
        return answer.getWorkflowExecutionInfo().getStatus();
    }

    /** One that waits for a busy worker is in line; a signal each sweep would only make the workers busier. */
    boolean isIdle() {
        return !answer.hasPendingWorkflowTask() && answer.getPendingActivitiesCount() == 0;
    }
}
