package ai.tulia.messaging.domain.requestlimit;

/**
 * A token bucket that fills evenly in a minute, kept as how long it takes to be full again. Times are milliseconds of any one
 * clock; one that is set back by more than a minute fills the bucket. Its size may change between two calls. Not thread-safe.
 */
public final class TokenBucket {
    private static final double MINUTE = 60_000;
    /** What rounding may take from a whole token. */
    private static final double ROUNDING = 1e-6;

    private double missing;
    private double at = Double.NEGATIVE_INFINITY;

    /** Whole tokens that are there. */
    public int left(int size, double now) {
        return (int) Math.floor(tokens(size, now) + ROUNDING);
    }

    /** Milliseconds until there is a token; 0 when there is one. */
    public double untilOne(int size, double now) {
        double lacking = 1 - tokens(size, now);
        return lacking <= ROUNDING ? 0 : lacking * MINUTE / size;
    }

    /** Takes a token; an empty bucket stays as it is. */
    public void take(int size, double now) {
        missing = Math.min(missingAt(now) + MINUTE / size, MINUTE);
        at = now;
    }

    public boolean isFull(double now) {
        return missingAt(now) <= 0;
    }

    private double tokens(int size, double now) {
        return size * (1 - missingAt(now) / MINUTE);
    }

    /** Milliseconds until it is full. */
    private double missingAt(double now) {
        double since = now - at;
        return since < -MINUTE ? 0 : Math.clamp(missing - since, 0, MINUTE);
    }
}
