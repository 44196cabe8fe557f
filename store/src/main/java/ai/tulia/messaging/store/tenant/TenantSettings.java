package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.time.QuietHours;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's own requests and messages need to know of it.
 *
 * @param dailyLimit messages in a rolling 24 h; null = unlimited
 * @param channel of the sender's address
 * @param messagesPerSecond that the sender may post, all its tenants together
 */
public record TenantSettings(
        UUID id,
        String name,
        String tier,
        @Nullable Long dailyLimit,
        ZoneId zone,
        QuietHours quietHours,
        String sender,
        Channel channel,
        int messagesPerSecond,
        UnknownPolicy unknownPolicy) {}
