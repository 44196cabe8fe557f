package ai.tulia.messaging.worker.notice;

import java.time.Duration;

/** Ten tries over about five hours: after 1, 2, 4, … 32 minutes, then every hour. */
final class RetrySchedule {
    static final int TRIES = 10;

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    private RetrySchedule() {}

    /** @param attempt the try that failed, from 1 */
    static Duration delayAfter(int attempt) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
        return doubled.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : doubled;
    }
}
