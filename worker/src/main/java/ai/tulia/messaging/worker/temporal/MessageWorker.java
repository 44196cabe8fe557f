package ai.tulia.messaging.worker.temporal;

import ai.tulia.messaging.workflows.connection.TemporalConnection;
import ai.tulia.messaging.workflows.message.MessageDelivery;
import ai.tulia.messaging.workflows.message.MessageSteps;
import ai.tulia.messaging.workflows.message.MessageWorkflowImpl;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
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
 * Polls the message queue. It stops first and drains: a POST under way at SIGTERM is finished and written down, which
 * the SDK by itself would cut off.
 */
@Component
public class MessageWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWorker.class);
    /** A cold or loaded machine is no deadlock. */
    private static final long DEADLOCK_DETECTION_MILLIS = 10_000;

    private final TemporalConnection temporal;
    private final TemporalProperties properties;
    private final MessageSteps steps;
    private final MessageDelivery delivery;
    private final SearchAttributeRegistration searchAttributes;
    private @Nullable WorkerFactory factory;

    MessageWorker(
            TemporalConnection temporal,
            TemporalProperties properties,
            MessageSteps steps,
            MessageDelivery delivery,
            SearchAttributeRegistration searchAttributes) {
        this.temporal = temporal;
        this.properties = properties;
        this.steps = steps;
        this.delivery = delivery;
        this.searchAttributes = searchAttributes;
    }

    @Override
    public void start() {
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
        started.start();
        factory = started;
    }

    @Override
    public void stop() {
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
        return factory != null;
    }

    /** Stops before everything that the work under way still needs. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
