package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.message.MessageRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;

/**
 * The short steps of a message, run as local activities: each reads or writes the ledger or the counters, is safe to
 * repeat, and shows under its name in the Web UI. {@code now} is workflow time.
 */
@ActivityInterface
public interface MessageActivities {
    /** Brings the facts of consent and opt-out. */
    @ActivityMethod(name = "CheckConsent")
    ConsentAnswer checkConsent(MessageRef message);

    /** Runs the dispatch policy on the facts and writes what it says to the ledger. */
    @ActivityMethod(name = "DecideDispatch")
    StepResult decideDispatch(MessageRef message, Instant now);

    /** Takes a unit in the tenant's rolling 24 h; a refusal goes back into the policy, which says until when. */
    @ActivityMethod(name = "ReserveQuota")
    StepResult reserveQuota(MessageRef message, Instant now);

    /** Renders the text into the ledger. */
    @ActivityMethod(name = "RenderMessage")
    void renderMessage(MessageRef message);

    /** Closes the ledger row for an operator who canceled the workflow. */
    @ActivityMethod(name = "CancelMessage")
    StepResult cancelMessage(MessageRef message, Instant now);
}
