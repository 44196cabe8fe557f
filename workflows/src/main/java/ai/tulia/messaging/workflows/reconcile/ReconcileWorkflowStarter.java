package ai.tulia.messaging.workflows.reconcile;

import ai.tulia.messaging.workflows.message.SearchAttribute;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.util.UUID;

/** Starts reconciliations. The id comes from the tenant, whose accounts they are: there is never a second one at a time. */
public final class ReconcileWorkflowStarter {
    /** A queue of their own: an account that is slow to list holds up no message. */
    public static final String TASK_QUEUE = "reconciliations";

    private final WorkflowClient client;

    public ReconcileWorkflowStarter(WorkflowClient client) {
        this.client = client;
    }

    public static String workflowId(UUID tenantId) {
        return "reconcile/" + tenantId;
    }

    /** @return false when one runs already */
    public boolean start(UUID tenantId) {
        ReconcileWorkflow stub = client.newWorkflowStub(
                ReconcileWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId(tenantId))
                        .setTaskQueue(TASK_QUEUE)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setStaticSummary("asks Twilio what became of messages")
                        .setStaticDetails("tenant " + tenantId)
                        .setTypedSearchAttributes(SearchAttributes.newBuilder()
                                .set(SearchAttribute.TENANT_ID, tenantId.toString())
                                .build())
                        .build());
        try {
            WorkflowClient.start(stub::run, tenantId);
            return true;
        } catch (WorkflowExecutionAlreadyStarted e) {
            return false;
        }
    }
}
