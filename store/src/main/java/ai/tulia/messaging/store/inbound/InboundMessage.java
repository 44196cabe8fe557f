package ai.tulia.messaging.store.inbound;

import ai.tulia.messaging.domain.consent.Keyword;
import ai.tulia.messaging.domain.message.Channel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a customer sent.
 *
 * @param customerId null = no address of its sender is known
 * @param keyword null = any other text
 * @param reply what we answered to a keyword; null = nothing
 * @param unreadable whether its text does not open with the keys of this process: it is empty then
 */
public record InboundMessage(
        UUID id,
        @Nullable UUID customerId,
        Channel channel,
        ReceivedMessage received,
        @Nullable Keyword keyword,
        @Nullable String reply,
        boolean unreadable) {
    /** @param url where the provider keeps it */
    public record Media(String url, @Nullable String contentType) {}

    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "InboundMessage[" + id + "]";
    }
}
