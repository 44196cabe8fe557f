package ai.tulia.messaging.api.erasure;

import ai.tulia.messaging.store.erasure.CustomerErasure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far the erasure of a customer is. */
record ErasureResponse(
        UUID customerId,

        @Schema(
                description = "pending: what is under way settles first, or a worker has not come to it yet.",
                allowableValues = {"pending", "erased"})
        String state,

        Instant requestedAt,

        @Schema(description = "Since when nothing of the person is left; null = it is pending.") @Nullable
        Instant erasedAt,

        @Schema(description = "Messages that Twilio still has: they are deleted there within minutes, or tried again.")
        long providerCopies) {
    static ErasureResponse of(CustomerErasure erasure) {
        return new ErasureResponse(
                erasure.customerId(),
                erasure.erasedAt() == null ? "pending" : "erased",
                erasure.requestedAt(),
                erasure.erasedAt(),
                erasure.providerCopies());
    }
}
