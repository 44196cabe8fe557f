package ai.tulia.messaging.store.inbound;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wrote, as the provider says it.
 *
 * @param sid the provider's id of it
 * @param from with its channel prefix; a number, or whatever else WhatsApp names its user by
 * @param to the tenant's sender
 * @param whatsAppId the digits of the number, where WhatsApp tells them
 * @param userId WhatsApp's; @param parentUserId likewise
 */
public record ReceivedMessage(
        String sid,
        String from,
        String to,
        String text,
        List<InboundMessage.Media> media,
        @Nullable String whatsAppId,
        @Nullable String userId,
        @Nullable String parentUserId,
        Instant receivedAt) {
    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "ReceivedMessage[" + sid + "]";
    }
}
