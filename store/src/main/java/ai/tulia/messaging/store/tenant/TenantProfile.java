package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.requestlimit.RequestLimitSettings;
import ai.tulia.messaging.domain.retention.Retention;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.domain.time.QuietHours;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about a tenant.
 *
 * @param timeZone IANA name
 * @param senders in their order
 * @param retention how long old data are kept
 * @param requestLimits how many requests the API answers it
 */
public record TenantProfile(
        String name,
        String tier,
        String timeZone,
        QuietHours quietHours,
        List<Sender> senders,
        @Nullable String notifyEmail,
        List<String> flags,
        UnknownPolicy unknownPolicy,
        Retention retention,
        RequestLimitSettings requestLimits) {
    TenantProfile with(List<Sender> others) {
        return new TenantProfile(
                name, tier, timeZone, quietHours, others, notifyEmail, flags, unknownPolicy, retention, requestLimits);
    }
}
