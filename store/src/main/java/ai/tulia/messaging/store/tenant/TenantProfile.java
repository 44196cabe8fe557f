package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.retention.Retention;
import ai.tulia.messaging.domain.sender.Sender;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about a tenant.
 *
 * @param timeZone IANA name
 * @param quietStart equal to {@code quietEnd} = no quiet hours
 * @param senders in their order
 * @param retention how long old data are kept
 */
public record TenantProfile(
        String name,
        String tier,
        String timeZone,
        LocalTime quietStart,
        LocalTime quietEnd,
        List<Sender> senders,
        @Nullable String notifyEmail,
        List<String> flags,
        UnknownPolicy unknownPolicy,
        Retention retention) {
    TenantProfile with(List<Sender> others) {
        return new TenantProfile(
                name, tier, timeZone, quietStart, quietEnd, others, notifyEmail, flags, unknownPolicy, retention);
    }
}
