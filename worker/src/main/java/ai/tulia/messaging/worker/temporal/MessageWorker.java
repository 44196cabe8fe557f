package ai.tulia.messaging.worker.temporal;

import ai.tulia.messaging.workflows.broadcast.BroadcastActivities;
import ai.tulia.messaging.workflows.broadcast.BroadcastDeliveryActivities;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowImpl;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.connection.TemporalConnection;
import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.MessageDeliveryActivities;
import ai.tulia.messaging.workflows.message.MessageWorkflowImpl;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.grpc.StatusRuntimeException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Polls the queues of messages and of broadcasts. It stops first and drains: a POST under way at SIGTERM is finished and written down, which
 * the SDK by itself would cut off.
 */
@Component
public class MessageWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWorker.class);
    /** A cold or loaded machine is no deadlock. */
    private static final long DEADLOCK_DETECTION_MILLIS = 10_000;

    private final TemporalConnection temporal;
    private final TemporalProperties properties;
    private final MessageActivities steps;
    private final MessageDeliveryActivities delivery;
    private final BroadcastActivities broadcastSteps;
    private final BroadcastDeliveryActivities broadcastDelivery;
    private final SearchAttributeRegistration searchAttributes;
    private volatile boolean running;
    private @Nullable WorkerFactory factory;

    MessageWorker(
            TemporalConnection temporal,
            TemporalProperties properties,
            MessageActivities steps,
            MessageDeliveryActivities delivery,
            BroadcastActivities broadcastSteps,
            BroadcastDeliveryActivities broadcastDelivery,
            SearchAttributeRegistration searchAttributes) {
        this.temporal = temporal;
        this.properties = properties;
        this.steps = steps;
        this.delivery = delivery;
        this.broadcastSteps = broadcastSteps;
        this.broadcastDelivery = broadcastDelivery;
        this.searchAttributes = searchAttributes;
    }

    /** While Temporal is away the process is up and keeps knocking: what is accepted waits in the ledger. */
    @Override
    public void start() {
        running = true;
        if (!poll()) {
            LOG.warn("Temporal at {} is away; the worker begins when it answers", properties.target());
            Thread.ofPlatform().name("await-temporal").daemon().start(this::retryConnect);
        }
    }

    private void retryConnect() {
        try {
            while (running && !poll()) {
                TimeUnit.SECONDS.sleep(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether it polls now; false when Temporal does not answer */
    private synchronized boolean poll() {
        try {
            temporal.stubs().healthCheck();
            if (running) {
                startFactory();
            }
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private void startFactory() {
        searchAttributes.register();
        var started = WorkerFactory.newInstance(
                temporal.client(),
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkflowCacheSize(2_000)
                        .setWorkerInterceptors(new PrivateFailures())
                        .build());
        Worker worker = started.newWorker(
                MessageWorkflowStarter.TASK_QUEUE,
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreads(true)
                        .setMaxConcurrentWorkflowTaskExecutionSize(properties.workflowSlots())
                        .setMaxConcurrentLocalActivityExecutionSize(properties.workflowSlots())
                        .setMaxConcurrentActivityExecutionSize(properties.deliverySlots())
                        .setDefaultDeadlockDetectionTimeout(DEADLOCK_DETECTION_MILLIS)
                        .build());
        worker.registerWorkflowImplementationTypes(MessageWorkflowImpl.class);
        worker.registerActivitiesImplementations(steps, delivery);
        Worker broadcasts = started.newWorker(
                BroadcastWorkflowStarter.TASK_QUEUE,
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreads(true)
                        .setMaxConcurrentWorkflowTaskExecutionSize(properties.broadcastSlots())
                        .setMaxConcurrentLocalActivityExecutionSize(properties.broadcastSlots())
                        .setMaxConcurrentActivityExecutionSize(properties.broadcastSlots())
                        .setDefaultDeadlockDetectionTimeout(DEADLOCK_DETECTION_MILLIS)
                        .build());
        broadcasts.registerWorkflowImplementationTypes(BroadcastWorkflowImpl.class);
        broadcasts.registerActivitiesImplementations(broadcastSteps, broadcastDelivery);
        started.start();
        factory = started;
    }

    @Override
    public synchronized void stop() {
        running = false;
        WorkerFactory stopping = factory;
        factory = null;
        if (stopping == null) {
            return;
        }
        stopping.shutdown();
        stopping.awaitTermination(properties.drainSeconds(), TimeUnit.SECONDS);
        if (!stopping.isTerminated()) {
            LOG.warn("stopped with work under way after {} s; it ends UNKNOWN", properties.drainSeconds());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before everything that the work under way still needs. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
