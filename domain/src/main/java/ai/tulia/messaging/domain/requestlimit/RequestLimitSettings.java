package ai.tulia.messaging.domain.requestlimit;

import org.jspecify.annotations.Nullable;

/**
 * The limits that an operator gave a tenant.
 *
 * @param tenantPerMinute null = the default, here and below
 */
public record RequestLimitSettings(
        @Nullable Integer tenantPerMinute, @Nullable Integer keyPerMinute) {
    /** The defaults. */
    public static final RequestLimitSettings DEFAULT = new RequestLimitSettings(null, null);

    /** As they count. */
    public RequestLimits over(RequestLimits defaults) {
        return new RequestLimits(
                tenantPerMinute == null ? defaults.tenantPerMinute() : tenantPerMinute,
                keyPerMinute == null ? defaults.keyPerMinute() : keyPerMinute);
    }
}
