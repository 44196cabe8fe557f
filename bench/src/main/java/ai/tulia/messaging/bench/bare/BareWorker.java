package ai.tulia.messaging.bench.bare;

import ai.tulia.messaging.workflows.connection.TemporalConnection;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The other side of a ratio: the same server, client library and worker options, and nothing of ours. */
public final class BareWorker implements AutoCloseable {
    private static final String QUEUE = "bare";
    private static final int SLOTS = 100;

    private final TemporalConnection callers;
    private final TemporalConnection polling;
    private final WorkerFactory factory;

    public BareWorker(String target) {
        callers = TemporalConnection.open(target, "default");
        polling = TemporalConnection.open(target, "default");
        factory = WorkerFactory.newInstance(
                polling.client(),
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

    /** Starts a bare workflow and waits for its end. */
    public void run() {
        String id = UUID.randomUUID().toString();
        BareWorkflow stub = callers.client().newWorkflowStub(BareWorkflow.class, options(id));
        WorkflowClient.start(stub::run, id);
        WorkflowStub.fromTyped(stub).getResult(Void.class);
    }

    /** One update-with-start, until its answer is here. */
    public void echo() {
        String id = UUID.randomUUID().toString();
        EchoWorkflow stub = callers.client().newWorkflowStub(EchoWorkflow.class, options(id));
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
        polling.close();
        callers.close();
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
