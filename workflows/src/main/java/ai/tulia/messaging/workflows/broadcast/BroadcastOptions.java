package ai.tulia.messaging.workflows.broadcast;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The one place of a broadcast's timeouts and retries, each with its reason. */
public final class BroadcastOptions {
    /** How long what a cancel left open is closed before others have the slot. */
    public static final Duration CLOSING = Duration.ofSeconds(8);

    private BroadcastOptions() {}

    static LocalActivityOptions step() {
        return LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(10))
                // While the ledger is away the broadcast waits for it.
                .setScheduleToCloseTimeout(Duration.ofDays(30))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(200))
                        .setMaximumInterval(Duration.ofMinutes(1))
                        .build())
                .setLocalRetryThreshold(Duration.ofSeconds(5))
                .setDoNotIncludeArgumentsIntoMarker(true)
                .build();
    }

    static ActivityOptions work() {
        return ActivityOptions.newBuilder()
                // A chunk's time, a last batch with its permits and its POSTs, and their outcomes, kept while the
                // ledger
                // is away.
                .setStartToCloseTimeout(Duration.ofMinutes(3))
                .setScheduleToCloseTimeout(Duration.ofDays(30))
                // A worker that was killed is noticed this soon.
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(500))
                        .setMaximumInterval(Duration.ofSeconds(30))
                        .build())
                // What is under way is finished and written down before the workflow goes on.
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build();
    }
}
