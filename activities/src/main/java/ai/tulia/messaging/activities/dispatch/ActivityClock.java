package ai.tulia.messaging.activities.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * An activity's time by the Temporal server's clock: when the server handed it out, what it took to get here, and what has
 * passed since. Without the way here a busy worker would live in the past, and end a pause or begin a quiet hour late.
 */
public final class ActivityClock implements Supplier<Instant> {
    /** What lies further apart is no way that a task takes, but clocks that differ: then the server's alone counts. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(30);

    private final Instant arrived;
    private final long begun = System.nanoTime();

    /** @param here now, by this machine's clock; one that is behind the server's, or far ahead, changes nothing */
    public ActivityClock(Instant handedOut, Instant here) {
        Duration way = Duration.between(handedOut, here);
        boolean believed = way.isPositive() && way.compareTo(LONGEST_WAY) <= 0;
        arrived = believed ? here : handedOut;
    }

    @Override
    public Instant get() {
        return arrived.plusMillis(elapsed().toMillis());
    }

    /** Since it arrived. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
