package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.MessageRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
    private static final String EVENTS = "events";
    private static final String CUSTOMER = "customer";
    private static final Set<String> INCLUDABLE = Set.of(EVENTS, CUSTOMER);

    private final MessageReader messages;

    MessageController(MessageReader messages) {
        this.messages = messages;
    }

    @Operation(
            operationId = "listMessages",
            summary = "List messages, newest first",
            description =
                    "What is given of the filters must all be so. Those of a broadcast are listed by customer, as its"
                            + " recipients are. A page looks through 10,000 messages at most: it may have fewer than limit, or none,"
                            + " and still a next_cursor.")
    @ApiResponse(responseCode = "200", description = "A page of messages", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "429",
            description =
                    HeavyRequests.TOO_MANY
                            + "; of a search (by number, metadata, message_type, channel, a state that is not open, or several filters), or with count")
    @GetMapping
    Page<MessageResponse> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @Parameter(schema = @Schema(ref = EnumSchemas.MESSAGE_STATE)) @RequestParam(required = false) @Nullable
                    String state,
            @RequestParam(name = "message_type", required = false) @Nullable String messageType,
            @Parameter(schema = @Schema(allowableValues = {"whatsapp", "sms"}))
                    @RequestParam(required = false)
                    @Nullable
                    String channel,
            @RequestParam(name = "customer_id", required = false) @Nullable UUID customerId,
            @Parameter(description = "The customer's, in E.164 form, in place of customer_id")
                    @RequestParam(name = "phone_number", required = false)
                    @Nullable
                    String phoneNumber,
            @RequestParam(name = "broadcast_id", required = false) @Nullable UUID broadcastId,
            @RequestParam(name = "template_id", required = false) @Nullable UUID templateId,
            @Parameter(description = "Why it failed, was refused or expired, as in failure.code")
                    @RequestParam(name = "failure_code", required = false)
                    @Nullable
                    String failureCode,
            @Parameter(description = "A name in metadata, of up to 100 characters, together with metadata_value")
                    @RequestParam(name = "metadata_key", required = false)
                    @Nullable
                    String metadataKey,
            @Parameter(description = "The string, number or boolean there, of up to 255 characters")
                    @RequestParam(name = "metadata_value", required = false)
                    @Nullable
                    String metadataValue,
            @Parameter(description = "Created then or later", schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Created before then", schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable
                    String until,
            @RequestParam(defaultValue = "false") boolean count,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var request = new MessageListRequest(
                status,
                state,
                messageType,
                channel,
                customerId,
                phoneNumber,
                broadcastId,
                templateId,
                failureCode,
                metadataKey,
                metadataValue,
                from,
                until);
        return messages.list(caller.tenantId(), request, PageRequest.of(limit, cursor), count);
    }

    @Operation(operationId = "getMessage", summary = "Show a message")
    @GetMapping("/{id}")
    MessageResponse get(
            Caller caller,
            @PathVariable UUID id,
            @Parameter(description = "What to show with it: events, customer, or both, parted by a comma")
                    @RequestParam(required = false)
                    @Nullable
                    String include) {
        Set<String> wanted = included(include);
        if (wanted.contains(CUSTOMER)) {
            caller.require(Scopes.CUSTOMERS_READ);
        }
        return MessageResponse.ofDetail(messages.detail(
                new MessageRef(caller.tenantId(), id), wanted.contains(EVENTS), wanted.contains(CUSTOMER)));
    }

    private static Set<String> included(@Nullable String include) {
        Set<String> wanted = include == null
                ? Set.of()
                : Arrays.stream(include.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        if (!INCLUDABLE.containsAll(wanted)) {
            throw ApiProblem.invalid("include", "names what cannot be included", "give events, customer or both");
        }
        return wanted;
    }

    @Operation(operationId = "listMessageEvents", summary = "Show everything that happened to a message, oldest first")
    @GetMapping("/{id}/events")
    Page<EventResponse> events(Caller caller, @PathVariable UUID id) {
        List<EventResponse> events = messages.events(new MessageRef(caller.tenantId(), id)).stream()
                .map(EventResponse::of)
                .toList();
        return Page.all(events);
    }
}
