package ai.tulia.messaging.workflows.broadcast;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The one place of a broadcast's timeouts and retries, each with its reason. */
public final class BroadcastActivityOptions {
    /** How long what a cancel left open is closed before others have the slot. */
    public static final Duration CLOSING = Duration.ofSeconds(8);

    private BroadcastActivityOptions() {}

    static ActivityOptions work() {
        return ActivityOptions.newBuilder()
                // A chunk's time, a last batch with its permits and POSTs, and their outcomes, also while the ledger is
                // away.
                .setStartToCloseTimeout(Duration.ofMinutes(3))
                .setScheduleToCloseTimeout(Duration.ofDays(30))
                // A worker that was killed is noticed this soon.
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(500))
                        .setMaximumInterval(Duration.ofSeconds(30))
                        .build())
                // A worker with the workflow would get all of its lanes eagerly, and the others none.
                .setDisableEagerExecution(true)
                // What is under way is finished and written down before the workflow goes on.
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build();
    }
}
