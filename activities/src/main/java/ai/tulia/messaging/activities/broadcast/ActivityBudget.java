package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.dispatch.ActivityClock;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** An activity's time and its sign of life. */
final class ActivityBudget {
    private final ActivityExecutionContext activity;
    private final ActivityClock clock;

    ActivityBudget(ActivityExecutionContext activity, Clock host) {
        this.activity = activity;
        this.clock = new ActivityClock(Instant.ofEpochMilli(activity.getInfo().getStartedTimestamp()), host.instant());
    }

    Instant now() {
        return clock.get();
    }

    /** Whether to go on: not when its time is over, nor when it is canceled or its worker stops. */
    boolean hasTimeLeft(Duration limit) {
        if (clock.elapsed().compareTo(limit) > 0) {
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
