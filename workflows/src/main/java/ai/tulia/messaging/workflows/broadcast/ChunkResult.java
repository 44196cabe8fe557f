package ai.tulia.messaging.workflows.broadcast;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk came to.
 *
 * @param handled messages it decided about
 * @param probed whether it is known that the broadcast's messages go out at all: then other lanes may begin
 * @param pauseMillis for {@link Kind#PACED}: how long until the sender has permits again
 * @param lanes how many the rate limit and the provider's answers ask for as they are now; null = it has nothing to say about that
 * @param progress for people: counts by state; null from workers that did not tell
 */
public record ChunkResult(
        Kind kind,
        int handled,
        boolean probed,
        @Nullable Long pauseMillis,
        @Nullable Integer lanes,
        @Nullable String progress) {
    public enum Kind {
        /** Its time is over; more may be due. */
        MORE,
        /** Nothing else is due now. */
        NONE_DUE,
        /** The sender's rate limit leaves no permits for a while. */
        PACED,
        /** The broadcast no longer runs. */
        STOPPED
    }

    public static ChunkResult more(int handled, boolean probed) {
        return new ChunkResult(Kind.MORE, handled, probed, null, null, null);
    }

    public static ChunkResult noneDue(int handled, boolean probed) {
        return new ChunkResult(Kind.NONE_DUE, handled, probed, null, null, null);
    }

    public static ChunkResult paced(int handled, boolean probed, Duration pause) {
        return new ChunkResult(Kind.PACED, handled, probed, pause.toMillis(), null, null);
    }

    public static ChunkResult stopped(int handled, boolean probed) {
        return new ChunkResult(Kind.STOPPED, handled, probed, null, null, null);
    }

    public ChunkResult asking(int lanesNow) {
        return new ChunkResult(kind, handled, probed, pauseMillis, lanesNow, progress);
    }

    public ChunkResult withProgress(String counts) {
        return new ChunkResult(kind, handled, probed, pauseMillis, lanes, counts);
    }

    /**
     * What two that went side by side came to together: a stop and a pause hold for both, and while the one sees more to do
     * there is more.
     */
    public ChunkResult and(ChunkResult other) {
        ChunkResult first = rank() >= other.rank() ? this : other;
        return new ChunkResult(
                first.kind, handled + other.handled, probed || other.probed, first.pauseMillis, first.lanes, null);
    }

    private int rank() {
        return switch (kind) {
            case NONE_DUE -> 0;
            case MORE -> 1;
            case PACED -> 2;
            case STOPPED -> 3;
        };
    }
}
