package ai.tulia.messaging.api.conversation;

import ai.tulia.messaging.store.inbound.InboundMessage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A text that may be an opt-out. */
record OptOutReviewResponse(UUID id, @Nullable UUID customerId, String channel, String content, Instant receivedAt) {
    static OptOutReviewResponse of(InboundMessage message) {
        return new OptOutReviewResponse(
                message.id(),
                message.customerId(),
                message.channel().code(),
                message.received().text(),
                message.received().receivedAt());
    }
}
