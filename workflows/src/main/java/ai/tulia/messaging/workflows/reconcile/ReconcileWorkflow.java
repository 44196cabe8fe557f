package ai.tulia.messaging.workflows.reconcile;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/**
 * Finds out from a tenant's accounts at the provider what became of messages: of attempts without a usable answer, and of
 * what was taken and never reported. One at a time for each tenant; it ends when nothing is due to be asked for.
 */
@WorkflowInterface
public interface ReconcileWorkflow {
    @WorkflowMethod(name = "ReconcileWorkflow")
    void run(UUID tenantId);
}
