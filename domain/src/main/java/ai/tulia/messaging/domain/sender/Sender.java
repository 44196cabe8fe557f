package ai.tulia.messaging.domain.sender;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that a tenant sends from.
 *
 * @param address {@code whatsapp:+…} or {@code +…}
 * @param account the tenant's account at the provider that it belongs to; null = its main one
 * @param types what it is for; empty = every type
 * @param portfolio the Meta business portfolio it belongs to: WhatsApp's user ids are known to one portfolio alone; null
 *     = none is named, and then all such senders of a tenant are taken to share one
 * @param sessionRule whether free text is held back outside WhatsApp's 24 h session
 * @param userIds whether it may write to a WhatsApp user id: Twilio does not say of every account that it can
 * @param keywordReplies whether STOP, START and HELP are answered by us: where Twilio does, the customer would get two
 * @param messagesPerSecond that it may post, all its tenants together
 */
public record Sender(
        String address,
        @Nullable String account,
        List<MessageType> types,
        @Nullable String portfolio,
        boolean sessionRule,
        boolean userIds,
        boolean keywordReplies,
        int messagesPerSecond) {
    public Sender {
        types = List.copyOf(types);
    }

    public Channel channel() {
        return Channel.ofSender(address);
    }

    public boolean serves(MessageType type) {
        return types.isEmpty() || types.contains(type);
    }

    /** Numbers stay out of logs. */
    @Override
    public String toString() {
        return "Sender[" + channel() + "]";
    }
}
