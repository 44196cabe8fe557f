package ai.tulia.messaging.api.conversation;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.message.StoredMessage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message of a conversation, either way. */
record ConversationItemResponse(
        @Schema(description = "Of an outbound one its message_id.")
        UUID id,

        @Schema(allowableValues = {"inbound", "outbound"}) String direction,

        String channel,

        @Schema(
                description =
                        "The text; null while a template is not filled yet, at dispatch, once it was removed, and where the"
                                + " key that it is sealed with is missing.")
        @Nullable
        String content,

        @Schema(description = "When the text of an outbound one left, past the tenant's retention; null = it did not.")
        @Nullable
        Instant contentRemovedAt,

        List<Media> media,

        @Schema(ref = EnumSchemas.MESSAGE_STATE) @Nullable String state,

        @Schema(
                description = "What an inbound one says with one word; null for any other text.",
                allowableValues = {"stop", "start", "help"})
        @Nullable
        String keyword,

        @Schema(description = "What was answered to a keyword at once; null = nothing.") @Nullable
        String reply,

        @Schema(description = "When an inbound one came, or an outbound one was accepted.")
        Instant at) {
    record Media(String url, @Nullable String contentType) {}

    static ConversationItemResponse of(InboundMessage message) {
        var keyword = message.keyword();
        var received = message.received();
        return new ConversationItemResponse(
                message.id(),
                "inbound",
                message.channel().code(),
                message.unreadable() ? null : received.text(),
                null,
                received.media().stream()
                        .map(each -> new Media(each.url(), each.contentType()))
                        .toList(),
                null,
                keyword == null ? null : keyword.code(),
                message.reply(),
                received.receivedAt());
    }

    static ConversationItemResponse of(StoredMessage message) {
        return new ConversationItemResponse(
                message.id(),
                "outbound",
                message.recipient().channel().code(),
                message.text().content(),
                message.content().removedAt(),
                List.of(),
                message.state().code(),
                null,
                null,
                message.createdAt());
    }
}
