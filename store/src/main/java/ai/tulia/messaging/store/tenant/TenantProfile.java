package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about a tenant.
 *
 * @param timeZone IANA name
 * @param quietStart equal to {@code quietEnd} = no quiet hours
 * @param sender {@code whatsapp:+…} or {@code +…}
 */
public record TenantProfile(
        String name,
        String tier,
        String timeZone,
        LocalTime quietStart,
        LocalTime quietEnd,
        String sender,
        @Nullable String notifyUrl,
        @Nullable String notifyEmail,
        List<String> flags,
        UnknownPolicy unknownPolicy) {}
