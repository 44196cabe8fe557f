package ai.tulia.messaging.api.requestlimit;

import ai.tulia.messaging.api.headers.ResponseHeaders;
import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import ai.tulia.messaging.store.quota.RequestAllowance;
import jakarta.servlet.http.HttpServletResponse;

/**
 * {@code RateLimit-Policy} and {@code RateLimit} as draft-ietf-httpapi-ratelimit-headers has them: lists of structured fields
 * (RFC 9651), {@code q} requests in {@code w} seconds, {@code r} of them left and {@code t} seconds until there are more.
 */
final class RateLimitFields {
    private static final int MINUTE = 60;

    private RateLimitFields() {}

    static void set(HttpServletResponse response, RequestLimits limits, RequestAllowance allowance) {
        response.setHeader(
                ResponseHeaders.RATE_LIMIT_POLICY,
                policy("key", limits.keyPerMinute()) + ", " + policy("tenant", limits.tenantPerMinute()));
        response.setHeader(
                ResponseHeaders.RATE_LIMIT,
                limit("key", limits.keyPerMinute(), allowance.keyLeft(), allowance)
                        + ", "
                        + limit("tenant", limits.tenantPerMinute(), allowance.tenantLeft(), allowance));
    }

    /** Whole seconds, one at least. */
    static long retryAfter(RequestAllowance allowance) {
        return Math.max(1, Math.ceilDiv(allowance.retryAfter().toMillis(), 1_000));
    }

    private static String policy(String name, int perMinute) {
        return "\"" + name + "\";q=" + perMinute + ";w=" + MINUTE;
    }

    private static String limit(String name, int perMinute, long left, RequestAllowance allowance) {
        long more = left == 0 && !allowance.granted() ? retryAfter(allowance) : Math.ceilDiv(MINUTE, perMinute);
        return "\"" + name + "\";r=" + left + ";t=" + more;
    }
}
