package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.message.MessageRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The one remote step: handing the message to the provider, exactly as the ledger says. */
@ActivityInterface
public interface MessageDeliveryActivities {
    /**
     * Decides once more, commits SENDING, POSTs once, writes the outcome. Run again after a crash it finds SENDING and
     * ends UNKNOWN: it never POSTs a second time.
     */
    @ActivityMethod(name = "SendThroughTwilio")
    StepResult sendThroughTwilio(MessageRef message);
}
