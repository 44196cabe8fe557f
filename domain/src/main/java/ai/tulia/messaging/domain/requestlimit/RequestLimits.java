package ai.tulia.messaging.domain.requestlimit;

/**
 * How many requests the API answers. Both hold for each request, and as many may come at once.
 *
 * @param tenantPerMinute requests a minute of a tenant, all its keys together
 * @param keyPerMinute requests a minute of each of its keys
 */
public record RequestLimits(int tenantPerMinute, int keyPerMinute) {
    /** Of either; more is no limit. */
    public static final int MAX_PER_MINUTE = 10_000_000;

    public RequestLimits {
        if (tenantPerMinute < 1
                || keyPerMinute < 1
                || tenantPerMinute > MAX_PER_MINUTE
                || keyPerMinute > MAX_PER_MINUTE) {
            throw new IllegalArgumentException("request limits are 1 to " + MAX_PER_MINUTE + " a minute");
        }
    }
}
