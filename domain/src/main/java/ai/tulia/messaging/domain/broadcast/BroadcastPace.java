package ai.tulia.messaging.domain.broadcast;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the work of a broadcast is cut, by how fast it may go. Always {@value #GROUPS_AT_ONCE} groups are under way side by
 * side, each a quarter of a second of the pace: so the pace is kept as long as a group takes no longer than a second,
 * and no second has more than a quarter too many.
 *
 * <p>A fast broadcast has each of its groups in a lane of its own, which other workers may carry, for a chunk of 8 s. A
 * slow one has all of them in one lane for 24 s: it fills one place of a worker, and its history stays short. A chunk costs
 * about six events: a million at 20 a second 12,500, at 400 a second 7,500. At 16 a second and less they come to more than
 * 15,000, by the time and not by the messages: six in 24 s.
 *
 * @param perSecond messages a second, above zero
 */
public record BroadcastPace(int perSecond) {
    public static final int GROUPS_AT_ONCE = 4;
    /** As one call of the counters takes. */
    public static final int LARGEST_GROUP = 500;

    private static final int FAST = 400;

    /**
     * @param ofSender what its sender may post
     * @param own what the broadcast itself may; null = as fast as its sender
     */
    public static BroadcastPace of(int ofSender, @Nullable Integer own) {
        return new BroadcastPace(own == null ? ofSender : Math.min(ofSender, own));
    }

    /** Chunks side by side. */
    public int lanes() {
        return perSecond < FAST ? 1 : GROUPS_AT_ONCE;
    }

    /** Groups side by side in each of them. */
    public int groupsInLane() {
        return GROUPS_AT_ONCE / lanes();
    }

    /** Messages a group at most. */
    public int group() {
        return Math.clamp(perSecond / GROUPS_AT_ONCE, 1, LARGEST_GROUP);
    }

    /** What such a group takes of the pace, rounded up to milliseconds: 250 ms, less for the fastest, more below four a second. */
    public Duration groupTime() {
        return Duration.ofMillis(Math.ceilDiv(group() * 1_000, perSecond));
    }

    /** How long a chunk works before it lets others have its place: the longest a late-comer waits for one. */
    public Duration chunk() {
        return Duration.ofSeconds(perSecond < FAST ? 24 : 8);
    }
}
