package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.store.message.MessageEvent;
import ai.tulia.messaging.store.message.OperatorMessage;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as the operator sees it: ids, states, times, reasons and codes. */
record OperatorMessageResponse(
        UUID tenantId,
        UUID messageId,
        UUID customerId,

        @Schema(description = "The broadcast it is part of; null = of none.") @Nullable
        UUID broadcastId,

        @Schema(description = "The batch it is part of; null = of none.") @Nullable
        UUID batchId,

        @Schema(description = "Its place in the batch, from 0; null = of none.") @Nullable
        Integer batchIndex,

        String messageType,
        String channel,

        @Schema(description = "The coarse word.") String status,

        @Schema(ref = EnumSchemas.MESSAGE_STATE) String state,

        @Schema(description = "Why it waits, as in MessageResponse.") @Nullable
        String waitingReason,

        @Schema(description = "When its rules are asked again.") @Nullable
        Instant wakeAt,

        @Schema(description = "The time asked for; null = as soon as possible, or a wall time of the customer's.")
        @Nullable
        Instant scheduledAt,

        @Schema(description = "From here on it does not go out any more.")
        Instant expiresAt,

        @Nullable UUID templateId,
        @Nullable String providerMsgId,

        @Schema(description = "Why it failed, was refused or expired, or what was seen instead of an answer.") @Nullable
        String failureCode,

        @Schema(description = "How often it was handed to the provider.")
        int attempts,

        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable Instant failedAt,

        @Schema(description = "When its state last changed.")
        Instant changedAt,

        @Schema(description = "Everything that happened to it, oldest first; only where one message is asked for.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<EventResponse> events) {
    static OperatorMessageResponse of(OperatorMessage message) {
        return of(message, null);
    }

    /** @param events null = not asked for */
    static OperatorMessageResponse of(OperatorMessage message, @Nullable List<MessageEvent> events) {
        var recipient = message.recipient();
        var progress = message.progress();
        var outcome = message.outcome();
        return new OperatorMessageResponse(
                message.ref().tenantId(),
                message.ref().messageId(),
                recipient.customerId(),
                recipient.isOfBatch() ? null : recipient.broadcastId(),
                recipient.isOfBatch() ? recipient.broadcastId() : null,
                recipient.batchIndex(),
                message.type().code(),
                recipient.channel().code(),
                progress.state().status().code(),
                progress.state().code(),
                progress.waiting().reason(),
                progress.waiting().until(),
                message.notBefore(),
                message.expiresAt(),
                message.templateId(),
                outcome.providerMsgId(),
                outcome.failure().code(),
                progress.attempts(),
                message.createdAt(),
                outcome.sentAt(),
                outcome.deliveredAt(),
                outcome.readAt(),
                outcome.failedAt(),
                message.changedAt(),
                events == null ? null : events.stream().map(EventResponse::of).toList());
    }
}
