package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the provider takes to answer each tenant, an exponentially weighted moving average, and what this process can
 * send of its broadcasts by that.
 */
final class ProviderLatency {
    private static final double WEIGHT = 0.05;
    private static final double FIRST_NANOS = Duration.ofMillis(200).toNanos();

    private final int connections;
    private final Map<UUID, Double> averageNanos = new ConcurrentHashMap<>();

    /** @param connections of this process for broadcasts */
    ProviderLatency(int connections) {
        this.connections = connections;
    }

    void add(UUID tenantId, long nanos) {
        averageNanos.merge(tenantId, (double) nanos, (before, now) -> before + WEIGHT * (now - before));
    }

    /** How many POSTs get a connection within a second; at least 1, and no more than a broadcast has under way at once. */
    int startableWithinASecond(UUID tenantId) {
        double average = averageNanos.getOrDefault(tenantId, FIRST_NANOS);
        return (int) Math.clamp(
                Math.ceil(connections * Math.max(1, Duration.ofSeconds(1).toNanos() / average)),
                1,
                BroadcastRateLimit.BATCHES_AT_ONCE * BroadcastRateLimit.MAX_BATCH);
    }

    int lanes(UUID tenantId, BroadcastRateLimit rateLimit, int due) {
        double average = averageNanos.getOrDefault(tenantId, 0.0);
        return rateLimit.lanes(Duration.ofNanos((long) average), connections, due);
    }
}
