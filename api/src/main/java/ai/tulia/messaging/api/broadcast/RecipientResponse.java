package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.store.broadcast.BroadcastRecipients;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One recipient of a broadcast and what became of the message. */
record RecipientResponse(
        UUID customerId,

        @Schema(description = "E.164; null = the customer is known by a WhatsApp user id alone.") @Nullable
        String phoneNumber,

        @Nullable String name,
        UUID messageId,

        @Schema(ref = EnumSchemas.MESSAGE_STATE) String state,

        @Schema(allowableValues = {"pending", "sent", "failed", "canceled"})
        String status,

        @Schema(description = "Why it waits or failed.") @Nullable
        String reason,

        @Schema(description = "When its rules are asked again.") @Nullable
        Instant wakeAt,

        @Nullable String providerMsgId,
        @Nullable Failure failure,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,

        @Schema(description = "When the recipient opened it, as far as the channel tells.") @Nullable
        Instant readAt,

        @Nullable Instant failedAt) {
    /** @param code for programs; @param detail for people: what to fix */
    @Schema(name = "RecipientFailure")
    record Failure(String code, @Nullable String detail) {}

    static RecipientResponse of(BroadcastRecipients.Row row) {
        String code = row.failureCode();
        return new RecipientResponse(
                row.recipient().customerId(),
                row.recipient().phoneNumber(),
                row.recipient().name(),
                row.messageId(),
                row.state().code(),
                row.state().status().code(),
                row.reason(),
                row.wakeAt(),
                row.providerMsgId(),
                code == null ? null : new Failure(code, row.failureDetail()),
                row.times().sentAt(),
                row.times().deliveredAt(),
                row.times().readAt(),
                row.times().failedAt());
    }
}
