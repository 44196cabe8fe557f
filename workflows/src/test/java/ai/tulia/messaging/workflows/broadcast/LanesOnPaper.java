package ai.tulia.messaging.workflows.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A broadcast on paper: its chunks ask for many lanes until all of those sent one, then for few, and then nothing is due.
 */
final class LanesOnPaper implements BroadcastActivities, BroadcastDeliveryActivities {
    private final int many;
    private final int few;
    private final int afterwards;
    private final List<Integer> sent = new ArrayList<>();
    private int left;
    private int looks;

    /** @param afterwards chunks that ask for few */
    LanesOnPaper(int many, int few, int afterwards) {
        this.many = many;
        this.few = few;
        this.afterwards = afterwards;
        this.left = afterwards;
    }

    /** The lane of each chunk, in the order in which they were sent. */
    synchronized List<Integer> sent() {
        return List.copyOf(sent);
    }

    /** How often the workflow looked at the broadcast. */
    synchronized int looks() {
        return looks;
    }

    @Override
    public synchronized BroadcastView lookAtBroadcast(BroadcastRef broadcast, Instant now) {
        looks++;
        return left == 0
                ? new BroadcastView(BroadcastView.Kind.ENDED, null, "completed", true, 1, false, "")
                : new BroadcastView(
                        BroadcastView.Kind.WORK, null, "sending", true, looks == 1 ? few : asked(), true, "");
    }

    @Override
    public synchronized ChunkResult sendChunk(BroadcastRef broadcast, int lane) {
        if (left == 0) {
            return ChunkResult.noneDue(0, true);
        }
        sent.add(lane);
        int asked = asked();
        if (asked == few && --left == 0) {
            return ChunkResult.noneDue(1, true);
        }
        return ChunkResult.more(1, true).asking(asked);
    }

    private int asked() {
        return left < afterwards || new HashSet<>(sent).size() == many ? few : many;
    }

    @Override
    public void cancelBroadcast(BroadcastRef broadcast, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean snapshotAudience(BroadcastRef broadcast, boolean first) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean closeCanceled(BroadcastRef broadcast) {
        throw new UnsupportedOperationException();
    }
}
