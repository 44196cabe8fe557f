package ai.tulia.messaging.bench.bare;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What Temporal alone costs: one remote activity that does nothing. */
@WorkflowInterface
public interface BareWorkflow {
    @WorkflowMethod(name = "BareWorkflow")
    void run(String id);
}
