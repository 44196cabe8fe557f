package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.customer.CustomerResponse;
import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.store.message.MessageEvent;
import ai.tulia.messaging.store.message.StoredMessage;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as its tenant sees it. */
public record MessageResponse(
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

        @Schema(
                description = "The coarse word.",
                allowableValues = {"pending", "sent", "failed", "canceled"})
        String status,

        @Schema(ref = EnumSchemas.MESSAGE_STATE) String state,

        @Schema(
                description = "Why it waits.",
                allowableValues = {
                    "scheduled",
                    "quiet_hours",
                    "daily_limit",
                    "quota_unavailable",
                    "provider_busy",
                    "channel_not_served",
                    "rate_limit",
                    "tenant_suspended",
                    "provider_secret_unreadable"
                })
        @Nullable
        String waitingReason,

        @Schema(description = "When its rules are asked again.") @Nullable
        Instant wakeAt,

        @Schema(description = "The time asked for; null = as soon as possible.") @Nullable
        Instant scheduledAt,

        @Schema(description = "From here on it does not go out any more.")
        Instant expiresAt,

        @Nullable UUID templateId,

        @Schema(description = "The version it was accepted with, and keeps.") @Nullable
        Integer templateVersion,

        @Schema(
                description =
                        "The text; null while its template is not filled yet, at dispatch, and once it was removed.")
        @Nullable
        String content,

        @Schema(
                description =
                        "When the text left, past the tenant's retention or with its customer; null = it did not.")
        @Nullable
        Instant contentRemovedAt,

        @Nullable String providerMsgId,
        @Nullable FailureResponse failure,

        @Schema(description = "How often it was handed to the provider.")
        int attempts,

        @Nullable Map<String, Object> metadata,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,

        @Schema(description = "When the recipient opened it, as far as the channel tells.") @Nullable
        Instant readAt,

        @Nullable Instant failedAt,

        @Schema(description = "With include=events: everything that happened to it, oldest first.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<EventResponse> events,

        @Schema(description = "With include=customer.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        CustomerResponse customer) {
    static MessageResponse of(StoredMessage message) {
        return ofDetail(new MessageReader.Detail(message, null, null));
    }

    /** With everything that happened to it. */
    public static MessageResponse withEvents(StoredMessage message, List<MessageEvent> events) {
        return ofDetail(new MessageReader.Detail(message, events, null));
    }

    static MessageResponse ofDetail(MessageReader.Detail detail) {
        StoredMessage message = detail.message();
        var events = detail.events();
        var customer = detail.customer();
        return new MessageResponse(
                message.id(),
                message.customerId(),
                message.recipient().isOfBatch() ? null : message.recipient().broadcastId(),
                message.recipient().isOfBatch() ? message.recipient().broadcastId() : null,
                message.recipient().batchIndex(),
                message.type().code(),
                message.recipient().channel().code(),
                message.state().status().code(),
                message.state().code(),
                message.progress().waiting().reason(),
                message.progress().waiting().until(),
                message.schedule().notBefore(),
                message.expiresAt(),
                message.text().templateId(),
                message.text().templateVersion(),
                message.text().content(),
                message.content().removedAt(),
                message.outcome().providerMsgId(),
                FailureResponse.of(message),
                message.progress().attempts(),
                message.metadata(),
                message.createdAt(),
                message.outcome().sentAt(),
                message.outcome().deliveredAt(),
                message.outcome().readAt(),
                message.outcome().failedAt(),
                events == null ? null : events.stream().map(EventResponse::of).toList(),
                customer == null ? null : CustomerResponse.of(customer));
    }
}
