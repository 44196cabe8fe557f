package ai.tulia.messaging.worker.temporal;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while the queues are polled and Temporal answers; part of the worker's readiness. */
@Component
class TemporalHealthIndicator implements HealthIndicator {
    private final WorkerLifecycle worker;
    private final NamespaceCheck namespace;

    TemporalHealthIndicator(WorkerLifecycle worker, NamespaceCheck namespace) {
        this.worker = worker;
        this.namespace = namespace;
    }

    @Override
    public Health health() {
        String reason =
                namespace.obstacle().orElseGet(() -> worker.isPolling() ? "" : "the worker is starting or stopping");
        Health.Builder health = reason.isEmpty() ? Health.up() : Health.down().withDetail("reason", reason);
        return health.withDetail("namespace", namespace.name()).build();
    }
}
