package ai.tulia.messaging.bench.bare;

import io.temporal.workflow.Workflow;

public class EchoWorkflowImpl implements EchoWorkflow {
    private boolean asked;

    @Override
    public void run(String id) {
        Workflow.await(() -> asked && Workflow.isEveryHandlerFinished());
    }

    @Override
    public String echo() {
        asked = true;
        return "here";
    }
}
