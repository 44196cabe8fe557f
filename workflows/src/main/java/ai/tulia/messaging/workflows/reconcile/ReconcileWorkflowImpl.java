package ai.tulia.messaging.workflows.reconcile;

import ai.tulia.messaging.workflows.StepOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.UUID;

/** Asks until nothing is due. What was asked and found stands in the ledger alone; the sweeper starts the next one. */
public class ReconcileWorkflowImpl implements ReconcileWorkflow {
    private static final int LONG_HISTORY = 2_000;

    private final ReconcileActivities steps =
            Workflow.newLocalActivityStub(ReconcileActivities.class, StepOptions.step());
    private final ReconcileProviderActivities provider =
            Workflow.newActivityStub(ReconcileProviderActivities.class, ReconcileActivityOptions.ask());

    @Override
    public void run(UUID tenantId) {
        while (steps.lookAtUnsettled(tenantId, Instant.ofEpochMilli(Workflow.currentTimeMillis()))) {
            provider.askProvider(tenantId);
            var info = Workflow.getInfo();
            if (info.isContinueAsNewSuggested() || info.getHistoryLength() > LONG_HISTORY) {
                Workflow.continueAsNew(tenantId);
            }
        }
    }
}
