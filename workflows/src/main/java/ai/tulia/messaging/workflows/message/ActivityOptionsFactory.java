package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The one place of timeouts and retries, each with its reason. */
public final class ActivityOptionsFactory {
    /** Longer than an attempt may live, so that the server never gives up on a POST that is still under way. */
    public static final Duration SEND_START_TO_CLOSE = AttemptLimits.LOST_AFTER.plusSeconds(15);

    private ActivityOptionsFactory() {}

    static LocalActivityOptions step() {
        return LocalActivityOptions.newBuilder()
                // A step is a few statements; the pool gives up on a lost ledger after 3 s.
                .setStartToCloseTimeout(Duration.ofSeconds(10))
                // While the ledger is away the message waits for it: it is accepted, so it is not given up.
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

    static ActivityOptions send() {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(SEND_START_TO_CLOSE)
                // It decides again after any wait in the queue, so a retry is never late; the ledger keeps it single.
                .setScheduleToCloseTimeout(Duration.ofDays(30))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(500))
                        .setMaximumInterval(Duration.ofMinutes(1))
                        .build())
                // A cancel must not hide a message that left: the real result is waited for.
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build();
    }
}
