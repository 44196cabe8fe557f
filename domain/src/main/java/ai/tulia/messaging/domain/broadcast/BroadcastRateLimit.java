package ai.tulia.messaging.domain.broadcast;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the work of a broadcast is cut, by how fast it may go. {@value #BATCHES_AT_ONCE} batches are under way side by side,
 * each a quarter of a second of the rate limit: so it is reached as long as a batch takes no longer than a second, and no
 * second has more than a quarter too many.
 *
 * <p>A fast broadcast has each of its batches in a lane of its own, which other workers may run, for a chunk of 8 s. A
 * slow one has all of them in one lane for 24 s: it fills one slot of a worker, and its history stays short. A chunk costs
 * about six events: a million at 20 a second 12,500, at 400 a second 7,500. At 16 a second and less they come to more than
 * 15,000, by the time and not by the messages: six in 24 s.
 *
 * <p>What is due and no more than these batches take side by side goes on one lane, however fast: another would cost more
 * than it brings.
 *
 * <p>Where the provider answers so slowly that the connections of one worker do not reach the rate limit, there are more: a
 * lane for each quarter of a worker's connections that the POSTs under way need, up to {@value #MAX_LANES}, for chunks of 24 s.
 *
 * @param perSecond messages a second, above zero
 */
public record BroadcastRateLimit(int perSecond) {
    public static final int BATCHES_AT_ONCE = 4;
    /** As one call of the counters takes. */
    public static final int MAX_BATCH = 500;

    public static final int MAX_LANES = 16;

    private static final int FAST = 400;

    /**
     * @param ofSender what its sender may post
     * @param own what the broadcast itself may; null = as fast as its sender
     */
    public static BroadcastRateLimit of(int ofSender, @Nullable Integer own) {
        return new BroadcastRateLimit(own == null ? ofSender : Math.min(ofSender, own));
    }

    /** Chunks side by side where one worker's connections reach the rate limit. */
    public int lanes() {
        return perSecond < FAST ? 1 : BATCHES_AT_ONCE;
    }

    /**
     * Chunks side by side. POSTs under way are messages a second times answer time (Little's law), with no more messages a
     * second than all batches at their largest come to.
     *
     * @param answer how long the provider takes; zero where that is not known
     * @param connections of one worker for broadcasts
     */
    public int lanes(Duration answer, int connections) {
        long nanosASecond = Math.min(perSecond, BATCHES_AT_ONCE * MAX_BATCH) * answer.toNanos();
        long needed = Math.ceilDiv(
                nanosASecond * BATCHES_AT_ONCE,
                connections * Duration.ofSeconds(1).toNanos());
        return needed > BATCHES_AT_ONCE ? (int) Math.min(MAX_LANES, needed) : lanes();
    }

    /**
     * The same where so many messages are due.
     *
     * @param due counted up to one more than {@link #atOnce}
     */
    public int lanes(Duration answer, int connections, int due) {
        return due <= atOnce() ? 1 : lanes(answer, connections);
    }

    /** Messages of all batches side by side: about what a second of the rate limit lets go, {@value #MAX_BATCH} a batch at most. */
    public int atOnce() {
        return BATCHES_AT_ONCE * batch();
    }

    /** Batches side by side in each of so many lanes. */
    public static int batchesInLane(int lanes) {
        return lanes == 1 ? BATCHES_AT_ONCE : 1;
    }

    /** Messages a batch at most. */
    public int batch() {
        return Math.clamp(perSecond / BATCHES_AT_ONCE, 1, MAX_BATCH);
    }

    /** What such a batch takes of the rate limit, rounded up to milliseconds: 250 ms, less for the fastest, more below four a second. */
    public Duration batchTime() {
        return Duration.ofMillis(Math.ceilDiv(batch() * 1_000, perSecond));
    }

    /** How long a chunk of so many lanes works before it lets others have its slot: the longest a late-comer waits for one. */
    public static Duration chunk(int lanes) {
        return Duration.ofSeconds(lanes == BATCHES_AT_ONCE ? 8 : 24);
    }
}
