package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;

/** Starts and wakes message workflows. The id comes from tenant and message: there is never a second one. */
public final class MessageWorkflowStarter {
    /**
     * The queue of message workflows and of their delivery step. One name for both lets the server hand the delivery
     * to the worker that just asked for it when that worker has a free slot; otherwise priority and fairness decide.
     */
    public static final String TASK_QUEUE = "messages";

    private final WorkflowClient client;

    public MessageWorkflowStarter(WorkflowClient client) {
        this.client = client;
    }

    public static String workflowId(MessageRef message) {
        return "message/" + message.tenantId() + "/" + message.messageId();
    }

    /** @return false when there was one already */
    public boolean start(MessageRef message, MessageType type) {
        return start(message, type, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
    }

    /**
     * Starts it again after a run that failed, or that ended before its message went back to WAITING.
     *
     * @return false when one runs
     */
    public boolean startAgain(MessageRef message, MessageType type) {
        return start(message, type, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
    }

    private boolean start(MessageRef message, MessageType type, WorkflowIdReusePolicy reuse) {
        try {
            WorkflowClient.start(stub(message, type, reuse)::run, message);
            return true;
        } catch (WorkflowExecutionAlreadyStarted e) {
            return false;
        }
    }

    /** @return false when no such workflow runs */
    public boolean wake(MessageRef message) {
        try {
            client.newUntypedWorkflowStub(
                            WorkflowExecution.newBuilder()
                                    .setWorkflowId(workflowId(message))
                                    .build(),
                            java.util.Optional.empty())
                    .signal("wake");
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private MessageWorkflow stub(MessageRef message, MessageType type, WorkflowIdReusePolicy reuse) {
        return client.newWorkflowStub(
                MessageWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId(message))
                        .setTaskQueue(TASK_QUEUE)
                        .setWorkflowIdReusePolicy(reuse)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                        .setStaticSummary(type.code() + " message")
                        .setStaticDetails("tenant " + message.tenantId() + "  \nmessage " + message.messageId())
                        .setPriority(Priority.newBuilder()
                                .setPriorityKey(type.rules().priority())
                                .setFairnessKey(message.tenantId().toString())
                                .build())
                        .setTypedSearchAttributes(SearchAttributes.newBuilder()
                                .set(
                                        SearchAttribute.TENANT_ID,
                                        message.tenantId().toString())
                                .set(SearchAttribute.MESSAGE_TYPE, type.code())
                                .set(SearchAttribute.MESSAGE_STATUS, "pending")
                                .build())
                        .build());
    }
}
