package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.store.message.OperatorMessageFilter;
import ai.tulia.messaging.store.message.OperatorMessageQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of messages, of whichever tenant: by ids, states, times and codes. Each look is in the audit log. */
@RestController
@Tag(name = "Operations")
@OperatorOnly
class OperatorMessageController {
    private static final List<String> STATUSES =
            Arrays.stream(MessageStatus.values()).map(MessageStatus::code).toList();
    private static final List<String> STATES =
            Arrays.stream(MessageState.values()).map(MessageState::code).toList();
    /** Ten years. */
    private static final long MAX_SECONDS = 315_360_000;

    private final OperatorMessageQueries messages;
    private final Clock clock;

    OperatorMessageController(OperatorMessageQueries messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** An attempt without a usable answer, which may have arrived. */
    record UnknownAttemptResponse(
            UUID tenantId,
            UUID messageId,

            @Schema(description = "The POST, counted from 1.")
            int attempt,

            @Schema(description = "When it ended without a usable answer.")
            Instant since,

            @Schema(description = "When Twilio is asked about it next; null = it was not asked yet.") @Nullable
            Instant nextLookAt) {
        static UnknownAttemptResponse of(OperatorMessageQueries.Unknown unknown) {
            return new UnknownAttemptResponse(
                    unknown.ref().tenantId(),
                    unknown.ref().messageId(),
                    unknown.attempt(),
                    unknown.since(),
                    unknown.nextLookAt());
        }
    }

    @Operation(
            operationId = "listMessagesOfTenants",
            summary = "List messages of all tenants, or one, newest first",
            description =
                    "What is given of the filters must all be so. Of all tenants it lists those that are pending; others, with"
                            + " tenant_id, of one: a page looks through 10,000 messages at most then, and may have fewer than"
                            + " limit, or none, and still a next_cursor. No number, name or text is among them.")
    @GetMapping("/v1/admin/messages")
    Page<OperatorMessageResponse> list(
            @Parameter(description = "Of this tenant alone")
                    @RequestParam(name = "tenant_id", required = false)
                    @Nullable
                    UUID tenantId,
            @RequestParam(required = false) @Nullable String status,
            @Parameter(schema = @Schema(ref = EnumSchemas.MESSAGE_STATE)) @RequestParam(required = false) @Nullable
                    String state,
            @Parameter(description = "Whose state did not change for so many seconds")
                    @RequestParam(name = "older_than_seconds", required = false)
                    @Nullable
                    Long olderThanSeconds,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        new Checks()
                .oneOf("status", status, STATUSES)
                .oneOf("state", state, STATES)
                .range("older_than_seconds", olderThanSeconds, 0, MAX_SECONDS)
                .done();
        var filter = new OperatorMessageFilter(
                tenantId,
                status == null ? null : MessageStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                state == null ? null : MessageState.fromCode(state),
                olderThanSeconds == null ? null : clock.instant().minusSeconds(olderThanSeconds));
        new Checks()
                .that(
                        tenantId != null || filter.isOpen(),
                        "tenant_id",
                        "is missing, and of all tenants only pending messages are listed",
                        "give it, or status=pending, or a state that is open: accepted, waiting, sending, unknown")
                .done();
        var page = PageRequest.of(limit, cursor);
        var found = messages.page(filter, page.below(), page.fetch());
        return Page.of(
                found.messages(),
                page,
                message -> message.ref().messageId(),
                OperatorMessageResponse::of,
                found.lookedThroughTo());
    }

    @Operation(
            operationId = "getMessageOfTenant",
            summary = "Show a message, whoever's it is, with everything that happened to it",
            description = "Why it was not sent, or when it will be, in ids, states, times, reasons and codes.")
    @GetMapping("/v1/admin/messages/{id}")
    OperatorMessageResponse get(@PathVariable UUID id) {
        return messages.find(id)
                .map(found -> OperatorMessageResponse.of(found.message(), found.events()))
                .orElseThrow(() -> ApiProblem.notFound("message"));
    }

    @Operation(
            operationId = "listUnknown",
            summary = "List attempts without a usable answer, the oldest message first",
            description = "They may have arrived, and are settled by status callbacks, or by asking Twilio.")
    @GetMapping("/v1/admin/unknown")
    Page<UnknownAttemptResponse> unknown(
            @Parameter(description = "Of this tenant alone")
                    @RequestParam(name = "tenant_id", required = false)
                    @Nullable
                    UUID tenantId,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                messages.unknown(tenantId, page.below(), page.fetch()),
                page,
                unknown -> unknown.ref().messageId(),
                UnknownAttemptResponse::of);
    }
}
