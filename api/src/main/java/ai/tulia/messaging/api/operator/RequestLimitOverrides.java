package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.requestlimit.RequestLimitSettings;
import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many requests the API answers a tenant. */
@Schema(
        description =
                "Requests that the API answers a tenant; null, or left out when written = the installation's default.")
record RequestLimitOverrides(
        @Schema(description = "Requests a minute, all its keys together.") @Nullable
        Integer tenantPerMinute,

        @Schema(description = "Requests a minute of each of its keys.") @Nullable
        Integer keyPerMinute) {
    static RequestLimitOverrides of(RequestLimitSettings set) {
        return new RequestLimitOverrides(set.tenantPerMinute(), set.keyPerMinute());
    }

    void check(Checks checks) {
        range(checks, "tenant_per_minute", tenantPerMinute);
        range(checks, "key_per_minute", keyPerMinute);
    }

    private static void range(Checks checks, String name, @Nullable Integer value) {
        checks.range(
                "request_limits." + name, value == null ? null : Long.valueOf(value), 1, RequestLimits.MAX_PER_MINUTE);
    }

    RequestLimitSettings settings() {
        return new RequestLimitSettings(tenantPerMinute, keyPerMinute);
    }
}
