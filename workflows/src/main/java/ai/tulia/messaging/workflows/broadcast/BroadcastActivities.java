package ai.tulia.messaging.workflows.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;

/** The short steps of a broadcast, run as local activities. {@code now} is workflow time. */
@ActivityInterface
public interface BroadcastActivities {
    /** Reads what is to be done next, and ends the broadcast in the ledger when nothing is. */
    @ActivityMethod(name = "LookAtBroadcast")
    BroadcastView lookAtBroadcast(BroadcastRef broadcast, Instant now);

    /** Cancels it in the ledger for an operator who canceled the workflow: from here on nothing more begins to leave. */
    @ActivityMethod(name = "CancelBroadcast")
    void cancelBroadcast(BroadcastRef broadcast, Instant now);
}
