package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.message.MessageRef;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Runs one accepted message that has to wait until it has left, was refused, or is closed. The ledger has the truth of it. */
@WorkflowInterface
public interface MessageWorkflow {
    @WorkflowMethod(name = "MessageWorkflow")
    void run(MessageRef message);

    /** The ledger row changed (reschedule, cancel, opt-out): decide again now. */
    @SignalMethod(name = "wake", description = "the ledger row changed: decide again")
    void wake();
}
