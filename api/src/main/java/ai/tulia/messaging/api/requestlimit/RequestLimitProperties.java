package ai.tulia.messaging.api.requestlimit;

import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of a tenant to which the operator gave none of its own.
 *
 * @param tenantPerMinute requests a minute, all keys of a tenant together
 * @param keyPerMinute requests a minute of each of them
 */
@ConfigurationProperties("tulia.request-limits")
record RequestLimitProperties(
        @DefaultValue("12000") int tenantPerMinute,
        @DefaultValue("6000") int keyPerMinute) {
    RequestLimits limits() {
        return new RequestLimits(tenantPerMinute, keyPerMinute);
    }
}
