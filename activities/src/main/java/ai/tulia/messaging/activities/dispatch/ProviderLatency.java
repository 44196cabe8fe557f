package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How long the provider takes to answer each tenant: an exponentially weighted moving average. */
final class ProviderLatency {
    private static final double WEIGHT = 0.05;
    private static final double FIRST_NANOS = Duration.ofMillis(200).toNanos();

    private final int connections;
    private final Map<UUID, Double> averageNanos = new ConcurrentHashMap<>();

    ProviderLatency(int connections) {
        this.connections = connections;
    }

    void add(UUID tenantId, long nanos) {
        averageNanos.merge(tenantId, (double) nanos, (before, now) -> before + WEIGHT * (now - before));
    }

    /** A broadcast's batches side by side share the connections. */
    int startableWithinASecond(UUID tenantId) {
        double average = averageNanos.getOrDefault(tenantId, FIRST_NANOS);
        double ofOneBatch = (double) connections / BroadcastPace.BATCHES_AT_ONCE;
        return (int) Math.clamp(
                Math.ceil(ofOneBatch * Math.max(1, Duration.ofSeconds(1).toNanos() / average)),
                1,
                BroadcastPace.MAX_BATCH);
    }
}
