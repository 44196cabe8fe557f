package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of which the provider reports, locked.
 *
 * @param broadcastId null = a message of its own
 * @param phoneNumber its customer's, in E.164 form; null = it has none
 * @param expiresAt end of its validity, exclusive
 * @param sentAt when the provider's answer was recorded; null = not yet
 */
public record ReportedMessage(
        MessageRef ref,
        MessageState state,
        @Nullable UUID broadcastId,
        UUID customerId,
        Channel channel,
        @Nullable String phoneNumber,
        Instant expiresAt,
        @Nullable Instant sentAt) {
    /** Numbers stay out of logs. */
    @Override
    public String toString() {
        return "ReportedMessage[" + ref.messageId() + "]";
    }
}
