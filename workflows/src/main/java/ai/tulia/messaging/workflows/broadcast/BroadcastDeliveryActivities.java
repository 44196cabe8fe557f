package ai.tulia.messaging.workflows.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The long steps of a broadcast: each works for some seconds, tells by heartbeat that it lives, and is safe to repeat. */
@ActivityInterface
public interface BroadcastDeliveryActivities {
    /**
     * Writes the next part of the audience down.
     *
     * @param first whether to come back after one page, for sending to begin
     * @return whether there is more to write down now: not when all is, nor when the broadcast no longer runs
     */
    @ActivityMethod(name = "SnapshotAudience")
    boolean snapshotAudience(BroadcastRef broadcast, boolean first);

    /** Sends what is due, in small groups, each committed as SENDING before its POSTs. */
    @ActivityMethod(name = "SendChunk")
    ChunkResult sendChunk(BroadcastRef broadcast, int lane);

    /**
     * Closes what a cancel left open.
     *
     * @return whether nothing is left that could be canceled
     */
    @ActivityMethod(name = "CloseCanceled")
    boolean closeCanceled(BroadcastRef broadcast);
}
