package ai.tulia.messaging.worker.webhook;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many deliveries an endpoint may have under way in this process: the slower it answers, the fewer, so that a slow one
 * keeps no more connections busy than a fast one. One of which nothing is known yet begins with few.
 */
@Component
class EndpointConcurrency {
    private static final int MAX = 64;
    private static final int MIN = 2;
    private static final int FIRST = 8;
    /** One that answers within this gets the most. */
    private static final double FAST_MILLIS = 200;
    /** What the last batch weighs against those before. */
    private static final double WEIGHT = 0.5;

    private static final int MAX_KNOWN = 10_000;

    private final ConcurrentHashMap<UUID, Double> millis = new ConcurrentHashMap<>();

    int deliveriesAtOnce(UUID endpointId) {
        Double known = millis.get(endpointId);
        return known == null ? FIRST : (int) Math.clamp(MAX * FAST_MILLIS / Math.max(known, 1), MIN, MAX);
    }

    /** @param answer mean time to an answer, in the last batch */
    void answered(UUID endpointId, Duration answer) {
        if (millis.size() >= MAX_KNOWN) {
            millis.clear();
        }
        millis.merge(endpointId, (double) answer.toMillis(), (before, last) -> before * (1 - WEIGHT) + last * WEIGHT);
    }
}
