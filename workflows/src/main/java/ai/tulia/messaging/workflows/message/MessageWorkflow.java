package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.message.MessageRef;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Carries one accepted message until it has left, was refused, or is closed. The ledger holds the truth of it. */
@WorkflowInterface
public interface MessageWorkflow {
    @WorkflowMethod(name = "MessageWorkflow")
    void run(MessageRef message);

    /**
     * Answers as soon as there is something to tell: it was sent, refused, put to wait, or its answer is unknown.
     *
     * @return what the last step said
     */
    @UpdateMethod(name = "firstOutcome", description = "answers when it was sent, refused or put to wait")
    StepResult firstOutcome();

    /** The ledger row changed (reschedule, cancel, opt-out): decide again now. */
    @SignalMethod(name = "wake", description = "the ledger row changed: decide again")
    void wake();
}
