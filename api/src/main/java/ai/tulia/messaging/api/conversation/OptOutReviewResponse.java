package ai.tulia.messaging.api.conversation;

import ai.tulia.messaging.store.inbound.InboundMessage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A text that may be an opt-out. */
record OptOutReviewResponse(
        UUID id,
        @Nullable UUID customerId,
        String channel,

        @Schema(description = "Null where the key that it is sealed with is missing.") @Nullable
        String content,

        Instant receivedAt) {
    static OptOutReviewResponse of(InboundMessage message) {
        return new OptOutReviewResponse(
                message.id(),
                message.customerId(),
                message.channel().code(),
                message.unreadable() ? null : message.received().text(),
                message.received().receivedAt());
    }
}
