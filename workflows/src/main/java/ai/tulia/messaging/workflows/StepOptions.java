package ai.tulia.messaging.workflows;

import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Timeout and retries of a step, which is a local activity, of a message and of a broadcast alike. */
public final class StepOptions {
    private StepOptions() {}

    public static LocalActivityOptions step() {
        return LocalActivityOptions.newBuilder()
                // A step is a few statements; the pool gives up on a lost ledger after 3 s.
                .setStartToCloseTimeout(Duration.ofSeconds(10))
                // What is accepted waits for a ledger that is away, however long.
                .setScheduleToCloseTimeout(Duration.ofDays(30))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(200))
                        .setMaximumInterval(Duration.ofMinutes(1))
                        .build())
                // Longer waits between tries become durable timers instead of holding a workflow task.
                .setLocalRetryThreshold(Duration.ofSeconds(5))
                // The arguments stand in the history already.
                .setDoNotIncludeArgumentsIntoMarker(true)
                .build();
    }
}
