package ai.tulia.messaging.activities.clock;

import io.temporal.activity.ActivityInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The time within an activity, by the Temporal server's clock: its started time, the delay of the task on its way to this
 * worker, and what has elapsed since. Without that delay a busy worker is behind the server: it ends the provider's pauses
 * too early and sees the beginning of quiet hours too late.
 */
public final class ActivityClock implements Supplier<Instant> {
    /** A larger difference is not a task's delay, but clock skew: then the started time alone counts. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private final Instant begin;
    private final long beginNanos = System.nanoTime();

    /** @param host this machine's clock, read once; its skew counts only where it looks like a delay of up to 30 s */
    public ActivityClock(ActivityInfo activity, Clock host) {
        this(Instant.ofEpochMilli(activity.getStartedTimestamp()), host.instant());
    }

    ActivityClock(Instant started, Instant hostNow) {
        Duration delay = Duration.between(started, hostNow);
        boolean plausible = delay.isPositive() && delay.compareTo(MAX_DELAY) <= 0;
        begin = plausible ? hostNow : started;
    }

    @Override
    public Instant get() {
        return begin.plusMillis(elapsed().toMillis());
    }

    /** Since the activity began on this worker. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }
}
