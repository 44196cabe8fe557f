package ai.tulia.messaging.domain.delivery;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long to pause before the next try of what is safe to repeat: 1 s, doubled each time up to 60 s, moved by up to
 * 20 % either way so that many messages refused together do not come back together. The same seed gives the same
 * pause, so a workflow may ask again when it is replayed.
 */
public final class RetryBackoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofSeconds(60);
    private static final double JITTER = 0.2;
    /** 2^6 s is past the longest pause already. */
    private static final int MAX_DOUBLINGS = 6;

    private RetryBackoff() {}

    /**
     * The pause after so many failed tries.
     *
     * @param attempt how many tries have failed, from 1
     * @param retryAfter what the provider asked for; null when it asked for nothing
     * @param seed what tells this message from the others, such as half of its id
     * @return never shorter than {@code retryAfter}; where that is the longer one, up to 20 % longer than it
     */
    public static Duration after(int attempt, @Nullable Duration retryAfter, long seed) {
        int doublings = Math.clamp(attempt - 1L, 0, MAX_DOUBLINGS);
        Duration doubled = FIRST.multipliedBy(1L << doublings);
        Duration even = doubled.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : doubled;
        double random = new SplittableRandom(seed + attempt).nextDouble();
        Duration pause = times(even, 1 - JITTER + 2 * JITTER * random);
        return retryAfter != null && retryAfter.compareTo(pause) > 0 ? times(retryAfter, 1 + JITTER * random) : pause;
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
