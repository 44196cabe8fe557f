package ai.tulia.messaging.worker.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.worker.WorkerFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts polling as soon as Temporal can be polled. It stops first and drains: a POST under way at SIGTERM is finished and
 * written down, which the starter by itself would cut off.
 */
@Component
class WorkerLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
    private static final long RETRY_SECONDS = 2;

    private final WorkerFactory factory;
    private final NamespaceCheck namespace;
    private final SearchAttributeRegistration searchAttributes;
    private final TemporalProperties properties;
    private volatile boolean running;

    WorkerLifecycle(
            WorkerFactory factory,
            NamespaceCheck namespace,
            SearchAttributeRegistration searchAttributes,
            TemporalProperties properties) {
        this.factory = factory;
        this.namespace = namespace;
        this.searchAttributes = searchAttributes;
        this.properties = properties;
    }

    /** While Temporal is away the process is up and keeps asking: what is accepted waits in the ledger. */
    @Override
    public void start() {
        running = true;
        Optional<String> obstacle = poll();
        if (obstacle.isPresent()) {
            warn(obstacle.get());
            Thread.ofPlatform().name("await-temporal").daemon().start(() -> retry(obstacle.get()));
        }
    }

    private void retry(String first) {
        try {
            String last = first;
            while (running) {
                TimeUnit.SECONDS.sleep(RETRY_SECONDS);
                Optional<String> obstacle = poll();
                if (obstacle.isEmpty()) {
                    return;
                }
                if (!obstacle.get().equals(last)) {
                    last = obstacle.get();
                    warn(last);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void warn(String obstacle) {
        LOG.warn("not polling: {}; tried again every {} s", obstacle, RETRY_SECONDS);
    }

    /** @return what is in the way; empty when it polls now, or is to stop */
    private synchronized Optional<String> poll() {
        Optional<String> obstacle = running ? namespace.obstacle() : Optional.empty();
        if (running && obstacle.isEmpty()) {
            searchAttributes.register();
            try {
                factory.start();
            } catch (StatusRuntimeException gone) {
                // It connects before any worker starts: Temporal went after it was asked, and is asked again.
                return Optional.of(namespace.describe(gone));
            }
            LOG.info("polling namespace {}", namespace.name());
        }
        return obstacle;
    }

    /** Whether the queues are polled: not before Temporal was there, and no longer once it stops. */
    boolean isPolling() {
        return factory.isStarted() && !factory.isShutdown();
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (!factory.isStarted()) {
            return;
        }
        factory.shutdown();
        factory.awaitTermination(properties.drainSeconds(), TimeUnit.SECONDS);
        if (!factory.isTerminated()) {
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
