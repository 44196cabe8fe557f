package ai.tulia.messaging.workflows.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.workflows.message.SearchAttribute;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;
import java.util.Optional;

/** Starts and wakes broadcast workflows. The id comes from tenant and broadcast: there is never a second one at a time. */
public final class BroadcastWorkflowStarter {
    /** A queue of their own, for a million messages not to stand before one that is urgent. */
    public static final String TASK_QUEUE = "broadcasts";

    private final WorkflowClient client;

    public BroadcastWorkflowStarter(WorkflowClient client) {
        this.client = client;
    }

    public static String workflowId(BroadcastRef broadcast) {
        return "broadcast/" + broadcast.tenantId() + "/" + broadcast.broadcastId();
    }

    /**
     * Starts it; also again, after it had come to an end and some of its messages were put back in line.
     *
     * @return false when one runs already
     */
    public boolean start(BroadcastRef broadcast, MessageType type) {
        BroadcastWorkflow stub = client.newWorkflowStub(
                BroadcastWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId(broadcast))
                        .setTaskQueue(TASK_QUEUE)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setStaticSummary(type.code() + " broadcast")
                        .setStaticDetails("tenant " + broadcast.tenantId() + "  \nbroadcast " + broadcast.broadcastId())
                        .setPriority(Priority.newBuilder()
                                .setPriorityKey(type.rules().priority())
                                .setFairnessKey(broadcast.tenantId().toString())
                                .build())
                        .setTypedSearchAttributes(SearchAttributes.newBuilder()
                                .set(
                                        SearchAttribute.TENANT_ID,
                                        broadcast.tenantId().toString())
                                .set(
                                        SearchAttribute.BROADCAST_ID,
                                        broadcast.broadcastId().toString())
                                .set(SearchAttribute.MESSAGE_TYPE, type.code())
                                .set(SearchAttribute.MESSAGE_STATUS, "pending")
                                .build())
                        .build());
        try {
            WorkflowClient.start(stub::run, broadcast);
            return true;
        } catch (WorkflowExecutionAlreadyStarted e) {
            return false;
        }
    }

    /** @return false when none runs */
    public boolean wake(BroadcastRef broadcast) {
        try {
            client.newUntypedWorkflowStub(
                            WorkflowExecution.newBuilder()
                                    .setWorkflowId(workflowId(broadcast))
                                    .build(),
                            Optional.empty())
                    .signal("wake");
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }
}
