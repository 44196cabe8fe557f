package ai.tulia.messaging.domain.sender;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.List;
import java.util.Optional;

/**
 * A tenant's senders.
 *
 * @param inOrder the first that serves is taken
 */
public record Senders(List<Sender> inOrder) {
    public Senders {
        inOrder = List.copyOf(inOrder);
    }

    /** The one that a message of this type leaves from on this channel. */
    public Optional<Sender> serving(Channel channel, MessageType type) {
        return inOrder.stream()
                .filter(sender -> sender.channel() == channel && sender.serves(type))
                .findFirst();
    }

    /** The channel of a message whose caller names none. */
    public Optional<Channel> channelFor(MessageType type) {
        return inOrder.stream()
                .filter(sender -> sender.serves(type))
                .map(Sender::channel)
                .findFirst();
    }

    /** The one that a customer wrote to. */
    public Optional<Sender> at(String address) {
        return inOrder.stream()
                .filter(sender -> sender.address().equals(address))
                .findFirst();
    }
}
