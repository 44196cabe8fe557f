package ai.tulia.messaging.bench.bare;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The other side of a ratio: the same server, client library and worker options, and nothing of ours. */
public final class BareWorker implements AutoCloseable {
    private static final String QUEUE = "bare";
    private static final int SLOTS = 100;

    private final WorkflowClient callers;
    private final WorkflowClient polling;
    private final WorkerFactory factory;

    public BareWorker(String target) {
        callers = connect(target);
        polling = connect(target);
        factory = WorkerFactory.newInstance(
                polling,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkflowCacheSize(2_000)
                        .build());
        Worker worker = factory.newWorker(
                QUEUE,
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreads(true)
                        .setMaxConcurrentWorkflowTaskExecutionSize(SLOTS)
                        .setMaxConcurrentLocalActivityExecutionSize(SLOTS)
                        .setMaxConcurrentActivityExecutionSize(SLOTS)
                        .setDefaultDeadlockDetectionTimeout(10_000)
                        .build());
        worker.registerWorkflowImplementationTypes(BareWorkflowImpl.class, EchoWorkflowImpl.class);
        worker.registerActivitiesImplementations((BareActivity) id -> {});
        factory.start();
    }

    private static WorkflowClient connect(String target) {
        return WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(target)
                        .setGrpcCompression(GrpcCompression.NONE)
                        .build()),
                WorkflowClientOptions.newBuilder()
                        .setWorkerHeartbeatInterval(Duration.ofSeconds(-1))
                        .build());
    }

    /** Starts a bare workflow and waits for its end. */
    public void run() {
        String id = UUID.randomUUID().toString();
        BareWorkflow stub = callers.newWorkflowStub(BareWorkflow.class, options(id));
        WorkflowClient.start(stub::run, id);
        WorkflowStub.fromTyped(stub).getResult(Void.class);
    }

    /** Starts a bare workflow. */
    public void start() {
        String id = UUID.randomUUID().toString();
        WorkflowClient.start(callers.newWorkflowStub(BareWorkflow.class, options(id))::run, id);
    }

    /** One update-with-start, until its answer is here. */
    public void echo() {
        String id = UUID.randomUUID().toString();
        EchoWorkflow stub = callers.newWorkflowStub(EchoWorkflow.class, options(id));
        WorkflowClient.executeUpdateWithStart(
                stub::echo,
                UpdateOptions.<String>newBuilder()
                        .setUpdateId("echo")
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(stub::run, id));
    }

    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(10, TimeUnit.SECONDS);
        polling.getWorkflowServiceStubs().shutdownNow();
        callers.getWorkflowServiceStubs().shutdownNow();
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId("bare/" + id)
                .setTaskQueue(QUEUE)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build();
    }
}
