package ai.tulia.messaging.workflows.broadcast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcast needs next, as the ledger says. Counts, instants and reason codes only.
 *
 * @param until for {@link Kind#WAIT}: when to look again (UTC)
 * @param reason why it waits, is paused or has ended
 * @param snapshotDone whether the whole audience is written down
 * @param lanes on how many its messages are to go out to begin with
 * @param probed whether it is known that its messages go out at all; until then one lane works
 * @param progress for people: counts by state
 */
public record BroadcastView(
        Kind kind,
        @Nullable Instant until,
        String reason,
        boolean snapshotDone,
        int lanes,
        boolean probed,
        String progress) {
    public enum Kind {
        /** There is something to write down or to send. */
        WORK,
        /** Nothing is due before {@link #until}. */
        WAIT,
        PAUSED,
        /** Canceled, and some of its messages are not closed yet. */
        CLOSING,
        ENDED
    }
}
