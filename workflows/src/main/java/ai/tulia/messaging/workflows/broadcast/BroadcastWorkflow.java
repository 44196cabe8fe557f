package ai.tulia.messaging.workflows.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Runs one started broadcast until none of its messages is open. The ledger has the truth of it. */
@WorkflowInterface
public interface BroadcastWorkflow {
    @WorkflowMethod(name = "BroadcastWorkflow")
    void run(BroadcastRef broadcast);

    /** The ledger changed (paused, resumed, canceled, a message moved): look again now. It moves no message itself. */
    @SignalMethod(name = "wake", description = "the ledger changed: look again")
    void wake();
}
