package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The one place of timeouts and retries, each with its reason. */
public final class MessageActivityOptions {
    /** Longer than an attempt may live, so that the server never gives up on a POST that is still under way. */
    public static final Duration SEND_START_TO_CLOSE = AttemptLimits.LOST_AFTER.plusSeconds(15);

    private MessageActivityOptions() {}

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
