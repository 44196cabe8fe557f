package ai.tulia.messaging.store.quota;

import java.time.Duration;

/**
 * What became of asking whether a request may be answered now.
 *
 * @param tenantLeft requests that the tenant may make at once, as far as this process knows
 * @param keyLeft the same of its key
 * @param retryAfter until there is a token for the next request; zero when granted
 */
public record RequestAllowance(boolean granted, long tenantLeft, long keyLeft, Duration retryAfter) {
    static RequestAllowance granted(long tenantLeft, long keyLeft) {
        return new RequestAllowance(true, tenantLeft, keyLeft, Duration.ZERO);
    }

    /** @param wait ms */
    static RequestAllowance refused(long tenantLeft, long keyLeft, double wait) {
        return new RequestAllowance(false, tenantLeft, keyLeft, Duration.ofMillis(Math.max(1, (long) Math.ceil(wait))));
    }
}
