package ai.tulia.messaging.api.export;

import ai.tulia.messaging.api.customer.AddressResponse;
import ai.tulia.messaging.api.customer.ConsentResponse;
import ai.tulia.messaging.api.customer.CustomerResponse;
import ai.tulia.messaging.api.customer.RecordedConsentResponse;
import ai.tulia.messaging.api.message.MessageResponse;
import ai.tulia.messaging.store.customer.CustomerPlaces;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository.Review;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an export of a customer holds; written as it is read, see {@link CustomerExport}. */
record CustomerExportResponse(
        CustomerResponse customer,
        List<AddressResponse> addresses,

        @Schema(description = "What counts now.") List<ConsentResponse> consents,

        @Schema(description = "Everything ever said, oldest first.")
        List<RecordedConsentResponse> consentHistory,

        @Schema(description = "WhatsApp's sessions: when the customer last wrote to which of your senders.")
        List<ExportedSessionResponse> sessions,

        @Schema(description = "When the customer last wrote on each channel, and was last sent to.")
        List<ExportedContactResponse> lastContacts,

        @Schema(description = "Lists of broadcasts on which the customer is.")
        List<ExportedListResponse> lists,

        @Schema(description = "With their events, newest first.")
        List<MessageResponse> messages,

        @Schema(description = "What the customer wrote, newest first.")
        List<ExportedInboundResponse> inbound) {
    record ExportedSessionResponse(String sender, Instant lastInboundAt) {
        static ExportedSessionResponse of(CustomerPlaces.Session session) {
            return new ExportedSessionResponse(session.sender(), session.lastInboundAt());
        }
    }

    record ExportedContactResponse(
            String channel,

            @Schema(description = "null = never, or no longer kept.") @Nullable
            Instant lastInboundAt,

            @Schema(description = "When Twilio took the last message to the customer; null = never.") @Nullable
            Instant lastOutboundAt) {
        static ExportedContactResponse of(CustomerPlaces.Contact contact) {
            return new ExportedContactResponse(
                    contact.channel().code(), contact.lastInboundAt(), contact.lastOutboundAt());
        }
    }

    record ExportedListResponse(UUID broadcastId, @Nullable Map<String, Object> attributes) {
        static ExportedListResponse of(CustomerPlaces.ListPlace place) {
            return new ExportedListResponse(place.broadcastId(), place.attributes());
        }
    }

    record ExportedMediaResponse(String url, @Nullable String contentType) {}

    record ExportedReviewResponse(
            @Schema(allowableValues = {"pending", "accepted", "dismissed"})
            String state,

            @Nullable Instant decidedAt) {}

    record ExportedInboundResponse(
            UUID id,
            String channel,

            @Schema(description = "As the provider gave it, with its channel.")
            String from,

            @Schema(description = "Your sender; empty where it is not known.")
            String to,

            @Schema(description = "Null where the key that it is sealed with is missing.") @Nullable
            String content,

            List<ExportedMediaResponse> media,

            @Schema(allowableValues = {"stop", "start", "help"}) @Nullable
            String keyword,

            @Schema(description = "What was answered to a keyword at once; null = nothing.") @Nullable
            String reply,

            Instant receivedAt,

            @Schema(description = "Where it may be an opt-out: what a person decided.") @Nullable
            ExportedReviewResponse review) {
        static ExportedInboundResponse of(InboundMessage message, @Nullable Review review) {
            var received = message.received();
            var keyword = message.keyword();
            return new ExportedInboundResponse(
                    message.id(),
                    message.channel().code(),
                    received.from(),
                    received.to(),
                    message.unreadable() ? null : received.text(),
                    received.media().stream()
                            .map(each -> new ExportedMediaResponse(each.url(), each.contentType()))
                            .toList(),
                    keyword == null ? null : keyword.code(),
                    message.reply(),
                    received.receivedAt(),
                    review == null
                            ? null
                            : new ExportedReviewResponse(review.state().code(), review.decidedAt()));
        }
    }
}
