package ai.tulia.messaging.workflows.reconcile;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The one place of a reconciliation's timeouts and retries, each with its reason. */
final class ReconcileActivityOptions {
    private ReconcileActivityOptions() {}

    static ActivityOptions ask() {
        return ActivityOptions.newBuilder()
                // Page after page of a large account.
                .setStartToCloseTimeout(Duration.ofMinutes(15))
                // One page, within the limits of a call to the provider.
                .setHeartbeatTimeout(Duration.ofSeconds(60))
                // Reading is safe to repeat, for as long as the provider is away.
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofSeconds(5))
                        .setMaximumInterval(Duration.ofMinutes(5))
                        .build())
                .build();
    }
}
