package ai.tulia.messaging.api.temporal;

import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import ai.tulia.messaging.workflows.reconcile.ReconcileWorkflowStarter;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks Temporal whether it answers for our namespace, and who polls our task queues. */
@Component
public class TemporalCheck {
    private static final long ANSWER_WITHIN_MILLIS = 2_000;
    private static final List<String> QUEUES = List.of(
            MessageWorkflowStarter.TASK_QUEUE,
            BroadcastWorkflowStarter.TASK_QUEUE,
            ReconcileWorkflowStarter.TASK_QUEUE);

    private final WorkflowClient temporal;

    TemporalCheck(WorkflowClient temporal) {
        this.temporal = temporal;
    }

    /** How many polled it lately. */
    public record Pollers(String taskQueue, int ofWorkflows, int ofActivities) {}

    /**
     * @param obstacle the code of gRPC that says why it does not answer; null = it does
     * @param pollers empty when it does not tell
     */
    public record TemporalState(String namespace, @Nullable String obstacle, List<Pollers> pollers) {}

    public TemporalState look() {
        String namespace = temporal.getOptions().getNamespace();
        try {
            var request = DescribeNamespaceRequest.newBuilder().setNamespace(namespace);
            stub().describeNamespace(request.build());
        } catch (StatusRuntimeException e) {
            return new TemporalState(namespace, e.getStatus().getCode().name(), List.of());
        }
        return new TemporalState(namespace, null, pollers(namespace));
    }

    private List<Pollers> pollers(String namespace) {
        try {
            return QUEUES.stream().map(queue -> pollers(namespace, queue)).toList();
        } catch (StatusRuntimeException e) {
            // Temporal's test server does not tell.
            return List.of();
        }
    }

    private Pollers pollers(String namespace, String queue) {
        return new Pollers(
                queue,
                count(namespace, queue, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW),
                count(namespace, queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY));
    }

    private int count(String namespace, String queue, TaskQueueType type) {
        return stub().describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(namespace)
                        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                        .setTaskQueueType(type)
                        .build())
                .getPollersCount();
    }

    private WorkflowServiceBlockingStub stub() {
        return temporal.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    }
}
