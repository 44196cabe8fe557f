package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.csv.CsvFormRequest;
import ai.tulia.messaging.api.csv.CsvRequest;
import ai.tulia.messaging.api.csv.CsvUpload;
import ai.tulia.messaging.api.csv.FailedRows;
import ai.tulia.messaging.api.csv.ImportReport;
import ai.tulia.messaging.api.idempotency.IdempotencyRecord;
import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
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
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
class RecipientsController {
    private static final String CSV = CsvRequest.CSV;
    private static final String UPLOAD = "Add recipients from a CSV file";
    private static final String UPLOAD_DESCRIPTION = """
            Only to a draft without criteria; any number of files. A CSV file as for the import of customers, with the
            columns `phone_number` and `attr.<name>`. A number that is no customer's becomes one, with the attributes of
            its row and without any consent; a customer who exists is not changed, the row's attributes count for this
            broadcast only. A number that is on the list already gets the newer row. With `on_error=skip` bad rows are
            left out and reported; with `on_error=reject` one bad row means that nothing is stored (422). With `Accept:
            text/csv` the answer is a file of the rows that were left out, with the `reason` as last column.\
            """;
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
    private final AuditLog audit;
    private final Clock clock;

    RecipientsController(
            HeavyRequests heavy,
            TenantTransactions transactions,
            BroadcastControl control,
            BroadcastRecipients recipients,
            RecipientsExport export,
            RecipientsUpload uploads,
            AuditLog audit,
            Clock clock) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.control = control;
        this.recipients = recipients;
        this.export = export;
        this.uploads = uploads;
        this.audit = audit;
        this.clock = clock;
    }

    @Operation(operationId = "uploadRecipients", summary = UPLOAD, description = UPLOAD_DESCRIPTION)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                @Content(mediaType = CsvRequest.FORM, schema = @Schema(implementation = CsvFormRequest.class))
            })
    @ApiResponse(responseCode = "200", description = "What became of the rows", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @RequiresScope(Scopes.BROADCASTS_WRITE)
    @PostMapping(consumes = {CSV, CsvRequest.FORM})
    UploadResponse add(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "on_error", defaultValue = "skip") String onError,
            HttpServletRequest request)
            throws IOException {
        boolean whole = CsvRequest.wholeOrNothing(onError);
        var ref = new BroadcastRef(caller.tenantId(), id);
        uploads.requireOpen(ref);
        try (var upload = CsvUpload.receive(request)) {
            return heavy.call(ref.tenantId(), () -> uploads.take(ref, upload, whole, new ImportReport(false)));
        }
    }

    @Operation(operationId = "uploadRecipients", summary = UPLOAD, description = UPLOAD_DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                @Content(mediaType = CsvRequest.FORM, schema = @Schema(implementation = CsvFormRequest.class))
            })
    @RequiresScope(Scopes.BROADCASTS_WRITE)
    @PostMapping(
            consumes = {CSV, CsvRequest.FORM},
            produces = CSV)
    void addAndShowFailedRows(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "on_error", defaultValue = "skip") String onError,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean whole = CsvRequest.wholeOrNothing(onError);
        var ref = new BroadcastRef(caller.tenantId(), id);
        var report = new ImportReport(true);
        uploads.requireOpen(ref);
        try (var upload = CsvUpload.receive(request)) {
            UploadResponse taken = heavy.call(ref.tenantId(), () -> uploads.take(ref, upload, whole, report));
            IdempotencyRecord.current().ifPresent(record -> record.keepInstead(taken));
            FailedRows.write(upload, report, response);
        }
    }

    @Operation(
            operationId = "listRecipients",
            summary = "List the recipients of a broadcast",
            description = "Those whose messages are written down, by customer. Filters: state and"
                    + " reason (why it waits or failed). With Accept: text/csv the whole list, with phone numbers, as a"
                    + " file with an ETag, made of how many messages are in each state, for each reason.")
    @RequiresScope(Scopes.BROADCASTS_READ)
    @GetMapping
    Page<RecipientResponse> list(
            Caller caller,
            @PathVariable UUID id,
            @Parameter(schema = @Schema(ref = EnumSchemas.MESSAGE_STATE)) @RequestParam(required = false) @Nullable
                    String state,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "false") boolean count,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var ref = new BroadcastRef(caller.tenantId(), id);
        Filter filter = filter(state, reason);
        var page = PageRequest.of(limit, cursor);
        return transactions.callByKeys(ref.tenantId(), () -> {
            var rows = recipients.page(ref, filter, page.below(), page.fetch());
            control.requireListed(ref);
            return Page.of(rows, page, row -> row.recipient().customerId(), RecipientResponse::of)
                    .withTotal(count ? recipients.count(ref, filter) : null);
        });
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
    @RequiresScope(Scopes.BROADCASTS_READ)
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
                export(caller, ref, filter, response);
            }
            return true;
        });
    }

    private void export(Caller caller, BroadcastRef ref, Filter filter, HttpServletResponse response)
            throws IOException {
        var event = AuditEvent.byKey(
                ref.tenantId(), caller.keyId(), AuditAction.RECIPIENTS_EXPORTED, ref.broadcastId(), Map.of());
        transactions.run(ref.tenantId(), () -> audit.add(event, clock.instant()));
        response.setContentType(CSV);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=\"broadcast-" + ref.broadcastId() + ".csv\"");
        export.write(ref, filter, response.getWriter());
    }

    private static Filter filter(@Nullable String state, @Nullable String reason) {
        new Checks()
                .oneOf("state", state, STATES)
                .text("reason", reason, MAX_REASON_LENGTH)
                .done();
        return new Filter(state == null ? null : MessageState.fromCode(state), reason);
    }
}
