package ai.tulia.messaging.activities.broadcast;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.time.Instant;

/** An activity's time, by the server's clock, and its sign of life. */
final class ActivityBudget {
    private final ActivityExecutionContext activity;
    private final Instant started;
    private final long begun = System.nanoTime();

    ActivityBudget(ActivityExecutionContext activity) {
        this.activity = activity;
        this.started = Instant.ofEpochMilli(activity.getInfo().getStartedTimestamp());
    }

    Instant now() {
        return started.plusNanos(System.nanoTime() - begun);
    }

    /** Whether to go on: not when its time is over, nor when it is canceled or its worker stops. */
    boolean hasTimeLeft(Duration limit) {
        if (System.nanoTime() - begun > limit.toNanos()) {
            return false;
        }
        try {
            activity.heartbeat(null);
            return true;
        } catch (ActivityCompletionException e) {
            return false;
        }
    }
}
