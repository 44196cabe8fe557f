package ai.tulia.messaging.store.inbound;

import ai.tulia.messaging.domain.consent.Keyword;
import ai.tulia.messaging.domain.message.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a customer sent.
 *
 * @param sid the provider's id of it
 * @param customerId null = its sender is no telephone number
 * @param sender as the provider gave it, with its channel prefix
 * @param keyword null = any other text
 */
public record InboundMessage(
        UUID id,
        String sid,
        @Nullable UUID customerId,
        Channel channel,
        String sender,
        String text,
        List<Media> media,
        @Nullable Keyword keyword,
        Instant receivedAt) {
    /** @param url where the provider keeps it */
    public record Media(String url, @Nullable String contentType) {}

    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "InboundMessage[" + id + "]";
    }
}
