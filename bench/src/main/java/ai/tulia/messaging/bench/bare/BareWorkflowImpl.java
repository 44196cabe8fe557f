package ai.tulia.messaging.bench.bare;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public class BareWorkflowImpl implements BareWorkflow {
    private final BareActivity activity = Workflow.newActivityStub(
            BareActivity.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(45))
                    .build());

    @Override
    public void run(String id) {
        activity.nothing(id);
    }
}
