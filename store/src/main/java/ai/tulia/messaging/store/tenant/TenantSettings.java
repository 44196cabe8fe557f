package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.domain.sender.Senders;
import ai.tulia.messaging.domain.time.QuietHours;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's own requests and messages need to know of it.
 *
 * @param suspended by the operator: nothing of it leaves
 * @param dailyLimit messages in a rolling 24 h; null = unlimited
 * @param timeZone its name as stored; this JVM may lack it
 */
public record TenantSettings(
        UUID id,
        String name,
        String tier,
        boolean suspended,
        @Nullable Long dailyLimit,
        String timeZone,
        QuietHours quietHours,
        Senders senders,
        UnknownPolicy unknownPolicy) {
    /** @throws java.time.DateTimeException when this JVM lacks it */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** What the sender of such messages may post, all its tenants together; the channel's default where none serves them. */
    public int messagesPerSecond(Channel channel, MessageType type) {
        return senders.serving(channel, type).map(Sender::messagesPerSecond).orElse(channel.messagesPerSecond());
    }
}
