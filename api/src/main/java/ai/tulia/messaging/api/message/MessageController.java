package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.StoredMessage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows messages and what happened to them. */
@RestController
@Tag(name = "Messages")
@RequestMapping("/v1/messages")
@RequiresScope(Scopes.MESSAGES_READ)
class MessageController {
    private static final List<String> STATUSES =
            Arrays.stream(MessageStatus.values()).map(MessageStatus::code).toList();
    private static final List<String> STATES =
            Arrays.stream(MessageState.values()).map(MessageState::code).toList();

    private final MessageReader messages;

    MessageController(MessageReader messages) {
        this.messages = messages;
    }

    /** Newest first. Filters: status (pending, sent, failed, canceled), state, type, customer. */
    @Operation(
            operationId = "listMessages",
            summary = "List messages, newest first",
            description = "Filters: status (pending, sent, failed, canceled), state, message_type, customer_id.")
    @GetMapping
    Page<MessageResponse> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @Parameter(schema = @Schema(ref = EnumSchemas.MESSAGE_STATE)) @RequestParam(required = false) @Nullable
                    String state,
            @RequestParam(name = "message_type", required = false) @Nullable String messageType,
            @RequestParam(name = "customer_id", required = false) @Nullable UUID customerId,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        new Checks()
                .oneOf("status", status, STATUSES)
                .oneOf("state", state, STATES)
                .oneOf("message_type", messageType, RequestedText.TYPES)
                .done();
        var page = PageRequest.of(limit, cursor);
        var filter = new MessageFilter(
                status == null ? null : MessageStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                state == null ? null : MessageState.fromCode(state),
                messageType == null ? null : MessageType.fromCode(messageType),
                customerId);
        return Page.of(messages.page(caller.tenantId(), filter, page), page, StoredMessage::id, MessageResponse::of);
    }

    @Operation(operationId = "getMessage", summary = "Show a message")
    @GetMapping("/{id}")
    MessageResponse get(Caller caller, @PathVariable UUID id) {
        return MessageResponse.of(messages.required(new MessageRef(caller.tenantId(), id)));
    }

    /** Everything that happened to it, oldest first. */
    @Operation(operationId = "listMessageEvents", summary = "Show everything that happened to a message, oldest first")
    @GetMapping("/{id}/events")
    EventsResponse events(Caller caller, @PathVariable UUID id) {
        return EventsResponse.of(messages.events(new MessageRef(caller.tenantId(), id)));
    }
}
