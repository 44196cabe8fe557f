package ai.tulia.messaging.bench.bare;

import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What one update-with-start costs: it answers at once and ends. */
@WorkflowInterface
public interface EchoWorkflow {
    @WorkflowMethod(name = "EchoWorkflow")
    void run(String id);

    @UpdateMethod(name = "echo")
    String echo();
}
