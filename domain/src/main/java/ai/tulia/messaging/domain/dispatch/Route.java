package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.sender.Sender;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From which of the tenant's senders, and to which of the customer's addresses.
 *
 * @param sender the first of the tenant's that serves channel and type; null = none does, its senders may have been
 *     changed since the message was accepted
 * @param unreachableUntil the provider said that the customer cannot be reached on the channel, and until then it is not
 *     tried again; null = it did not
 * @param lastInboundAt the customer's last message to that sender; null = none is known
 * @param country ISO 3166-1 alpha-2 of the number; null = it has none
 */
public record Route(
        Channel channel,
        @Nullable Sender sender,
        Address address,
        @Nullable Instant unreachableUntil,
        @Nullable Instant lastInboundAt,
        @Nullable String country) {
    /** What the customer can be reached by on the channel. */
    public enum Address {
        PHONE_NUMBER,
        /** WhatsApp's user id, and no number. */
        USER_ID,
        NONE
    }
}
