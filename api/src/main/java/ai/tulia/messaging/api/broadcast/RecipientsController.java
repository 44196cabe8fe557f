package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.csv.CsvRequest;
import ai.tulia.messaging.api.csv.CsvUpload;
import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastRecipients;
import ai.tulia.messaging.store.broadcast.BroadcastRecipients.Filter;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Takes the list of a broadcast, and shows who got it and who did not. */
@RestController
@Tag(name = "Broadcasts")
@RequestMapping("/v1/broadcasts/{id}/recipients")
@RequiresScope(Scopes.CONVERSATIONS)
class RecipientsController {
    private static final String CSV = "text/csv";
    private static final String GONE = "Its messages leave, or have left, past the tenant's retention";
    private static final int MAX_REASON_LENGTH = 100;
    private static final List<String> STATES =
            Arrays.stream(MessageState.values()).map(MessageState::code).toList();

    private final HeavyRequests heavy;
    private final TenantTransactions transactions;
    private final BroadcastControl control;
    private final BroadcastRecipients recipients;
    private final RecipientsExport export;
    private final RecipientsUpload uploads;

    RecipientsController(
            HeavyRequests heavy,
            TenantTransactions transactions,
            BroadcastControl control,
            BroadcastRecipients recipients,
            RecipientsExport export,
            RecipientsUpload uploads) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.control = control;
        this.recipients = recipients;
        this.export = export;
        this.uploads = uploads;
    }

    @Operation(operationId = "uploadRecipients", summary = "Add recipients from a CSV file", description = """
        Only to a draft without criteria; any number of files. A CSV file in UTF-8, separated by commas, at
        most 32 MB and 200,000 rows, with the columns `phone_number` (E.164) and `attr.<name>`. A number
        that is no customer's becomes one, with the attributes of its row and without any consent; a
        customer who exists is not changed, the row's attributes count for this broadcast only. A number
        that is on the list already gets the newer row. With `on_error=skip` bad rows are left out and
        reported; with `on_error=reject` one bad row means that nothing is stored (422).\
        """)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", description = "What became of the rows", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @PostMapping(consumes = CSV, produces = MediaType.APPLICATION_JSON_VALUE)
    UploadResponse add(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "on_error", defaultValue = "skip") String onError,
            HttpServletRequest request)
            throws IOException {
        boolean whole = CsvRequest.wholeOrNothing(onError);
        CsvRequest.requireUtf8(request.getContentType());
        var ref = new BroadcastRef(caller.tenantId(), id);
        uploads.requireOpen(ref);
        try (var upload = CsvUpload.receive(request.getInputStream())) {
            return heavy.call(
                    ref.tenantId(),
                    () -> whole ? uploads.wholeOrNothing(ref, upload) : uploads.skippingBadRows(ref, upload));
        }
    }

    @Operation(
            operationId = "listRecipients",
            summary = "List the recipients of a broadcast",
            description = "Those whose messages are written down, by customer. Filters: state and"
                    + " reason (why it waits or failed). With Accept: text/csv the whole list, with phone numbers, as a"
                    + " file with an ETag, made of how many messages are in each state, for each reason.")
    @GetMapping
    Page<RecipientResponse> list(
            Caller caller,
            @PathVariable UUID id,
            @Parameter(schema = @Schema(ref = EnumSchemas.MESSAGE_STATE)) @RequestParam(required = false) @Nullable
                    String state,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var ref = new BroadcastRef(caller.tenantId(), id);
        Filter filter = filter(state, reason);
        var page = PageRequest.of(limit, cursor);
        var rows = transactions.callByKeys(ref.tenantId(), () -> {
            var found = recipients.page(ref, filter, page.below(), page.fetch());
            control.requireListed(ref);
            return found;
        });
        return Page.of(rows, page, BroadcastRecipients.Row::customerId, RecipientResponse::of);
    }

    @Operation(
            operationId = "listRecipients",
            summary = "List the recipients of a broadcast",
            description = "Those whose messages are written down, by customer. Filters: state and"
                    + " reason (why it waits or failed). With Accept: text/csv the whole list, with phone numbers, as a"
                    + " file with an ETag, made of how many messages are in each state, for each reason.")
    // The document makes one operation of list and file: what is said here counts for both.
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "304",
            description =
                    "As many messages are in each state, for each reason, as when the ETag of If-None-Match was made;"
                            + " times may have moved",
            content = @Content)
    @ApiResponse(responseCode = "410", description = GONE)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY + "; of the file alone")
    @GetMapping(produces = CSV)
    void export(
            Caller caller,
            @PathVariable UUID id,
            @Parameter(schema = @Schema(ref = EnumSchemas.MESSAGE_STATE)) @RequestParam(required = false) @Nullable
                    String state,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var ref = new BroadcastRef(caller.tenantId(), id);
        Filter filter = filter(state, reason);
        transactions.run(ref.tenantId(), () -> control.requireListed(ref));
        heavy.call(ref.tenantId(), () -> {
            if (!new ServletWebRequest(request, response).checkNotModified(export.tag(ref, filter))) {
                response.setContentType(CSV);
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                response.setHeader("Content-Disposition", "attachment; filename=\"broadcast-" + id + ".csv\"");
                export.write(ref, filter, response.getWriter());
            }
            return true;
        });
    }

    private static Filter filter(@Nullable String state, @Nullable String reason) {
        new Checks()
                .oneOf("state", state, STATES)
                .text("reason", reason, MAX_REASON_LENGTH)
                .done();
        return new Filter(state == null ? null : MessageState.fromCode(state), reason);
    }
}
