package ai.tulia.messaging.workflows.broadcast;

import org.jspecify.annotations.Nullable;

/**
 * What a chunk came to.
 *
 * @param handled messages it decided about
 * @param probed whether it is known that the broadcast's messages go out at all: then other lanes may begin
 * @param pauseMillis for {@link Kind#PACED}: how long until the sender has turns again
 * @param progress for people: counts by state; null from workers that did not tell
 */
public record ChunkResult(
        Kind kind,
        int handled,
        boolean probed,
        @Nullable Long pauseMillis,
        @Nullable String progress) {
    public ChunkResult(Kind kind, int handled, boolean probed, @Nullable Long pauseMillis) {
        this(kind, handled, probed, pauseMillis, null);
    }

    public ChunkResult telling(String progress) {
        return new ChunkResult(kind, handled, probed, pauseMillis, progress);
    }

    public enum Kind {
        /** Its time is over; more may be due. */
        MORE,
        /** Nothing else is due now. */
        NONE_DUE,
        /** The sender's pace leaves no turns now. */
        PACED,
        /** The broadcast no longer runs. */
        STOPPED
    }
}
