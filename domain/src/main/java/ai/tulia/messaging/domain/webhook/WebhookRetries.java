package ai.tulia.messaging.domain.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: eight tries over about 28 hours, as the Standard Webhooks specification
 * suggests, each delay up to a tenth longer or shorter so that many do not come at once. An endpoint to which nothing
 * gets through waits apart from that, and is disabled after {@link #DISABLED_AFTER}.
 */
public final class WebhookRetries {
    public static final Duration DISABLED_AFTER = Duration.ofDays(5);

    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(24);
    private static final double JITTER = 0.1;

    private WebhookRetries() {}

    /**
     * @param attempt the try that failed, from 1
     * @param chance from 0 to below 1
     * @return empty when it was the last
     */
    public static Optional<Duration> delayAfter(int attempt, double chance) {
        return attempt > DELAYS.size() ? Optional.empty() : Optional.of(jittered(DELAYS.get(attempt - 1), chance));
    }

    /**
     * How long an endpoint is left alone to which nothing got through.
     *
     * @param failures batches without a success, one after the other, from 1
     */
    public static Duration pauseAfter(int failures, double chance) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 12));
        return jittered(doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled, chance);
    }

    /** What a receiver asks for with Retry-After is honoured up to a day. */
    public static Duration bounded(Duration retryAfter) {
        return retryAfter.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : retryAfter;
    }

    private static Duration jittered(Duration delay, double chance) {
        return Duration.ofMillis(Math.round(delay.toMillis() * (1 - JITTER + 2 * JITTER * chance)));
    }
}
