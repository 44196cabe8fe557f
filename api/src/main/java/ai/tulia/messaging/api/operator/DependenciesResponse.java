package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.temporal.TemporalCheck.TemporalState;
import ai.tulia.messaging.domain.delivery.ProviderError;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.store.message.AccountFaultQueries.AccountFault;
import ai.tulia.messaging.store.message.AccountFaultQueries.LedgerState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an API process stands on, as it finds it. */
record DependenciesResponse(Postgresql postgresql, Redis redis, Temporal temporal, Twilio twilio) {
    /** Without it nothing else is known of the ledger. */
    record Postgresql(
            boolean up,

            @Schema(description = "Of the server; null = it does not answer.") @Nullable
            String version,

            @Schema(description = "The last migration; null = it does not answer.") @Nullable
            Integer schemaVersion) {}

    record Redis(boolean up) {}

    record Temporal(
            boolean up,
            String namespace,

            @Schema(
                    description =
                            "The code of gRPC that says why not, such as UNAVAILABLE or NOT_FOUND; null = it is up.")
            @Nullable
            String problem,

            @Schema(description = "Empty when it does not tell.")
            List<TaskQueue> taskQueues) {}

    record TaskQueue(
            String name,

            @Schema(description = "Who polled for workflows in the last minutes.")
            int workflowPollers,

            @Schema(description = "Who polled for activities in the last minutes.")
            int activityPollers) {}

    record Twilio(
            @Schema(
                    description =
                            "For each tenant and error that is its account's, sender's or template's fault the newest message"
                                    + " that failed so; the last first, at most 50.")
            List<AccountFailure> failures) {}

    record AccountFailure(
            UUID tenantId,
            String failureCode,
            UUID messageId,
            Instant at,

            @Schema(description = "What to do about it.") @Nullable
            String advice) {
        static AccountFailure of(AccountFault fault) {
            return new AccountFailure(
                    fault.tenantId(),
                    fault.code(),
                    fault.messageId(),
                    fault.at(),
                    FailureCode.error(fault.code()).map(ProviderError::advice).orElse(null));
        }
    }

    /** @param ledger null = it does not answer */
    static DependenciesResponse of(@Nullable LedgerState ledger, boolean redis, TemporalState temporal) {
        return new DependenciesResponse(
                ledger == null
                        ? new Postgresql(false, null, null)
                        : new Postgresql(true, ledger.serverVersion(), ledger.schemaVersion()),
                new Redis(redis),
                new Temporal(
                        temporal.obstacle() == null,
                        temporal.namespace(),
                        temporal.obstacle(),
                        temporal.pollers().stream()
                                .map(queue ->
                                        new TaskQueue(queue.taskQueue(), queue.ofWorkflows(), queue.ofActivities()))
                                .toList()),
                new Twilio(
                        ledger == null
                                ? List.of()
                                : ledger.faults().stream()
                                        .map(AccountFailure::of)
                                        .toList()));
    }
}
