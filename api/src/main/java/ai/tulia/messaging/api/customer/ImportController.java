package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.csv.CsvFormRequest;
import ai.tulia.messaging.api.csv.CsvRequest;
import ai.tulia.messaging.api.csv.CsvUpload;
import ai.tulia.messaging.api.csv.FailedRows;
import ai.tulia.messaging.api.csv.ImportReport;
import ai.tulia.messaging.api.csv.ImportResponse;
import ai.tulia.messaging.api.idempotency.IdempotencyRecord;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Customers")
@RequiresScope(Scopes.CUSTOMERS_WRITE)
class ImportController {
    private static final String SUMMARY = "Add and change customers from a CSV file";
    private static final String DESCRIPTION = """
            A CSV file, itself or as the part `file` of a form, at most 32 MB and 200,000 rows; its columns are parted by
            commas, semicolons or tabs, and it is in UTF-8 or Latin-1 (windows-1252). The header row names the columns:
            `phone_number` (required, E.164; spaces, dashes, dots and parentheses are passed over), `name`, `time_zone`
            (IANA), `tags` (separated by `;` or `,`), `consent_all`, `consent_transactional`, `consent_reminder`,
            `consent_promotional` (`granted` or `withdrawn`, for the channel of the tenant's sender), and `attr.<name>`
            for attributes, as text unless a type follows: `attr.<name>:number`, `:boolean` or `:date`. A customer whose
            number exists is changed; an empty cell leaves a value as it is; tags given replace the old ones. A consent
            is recorded, with source `import`, where it differs from what counts now. Row numbers are a spreadsheet's:
            the header is row 1. With `on_error=skip` bad rows are left out and reported; with `on_error=reject` one bad
            row means that nothing is stored (422). With `Accept: text/csv` the answer is a file of the rows that were
            left out, with the `reason` as last column.\
            """;

    private final HeavyRequests heavy;
    private final CustomerImport imports;

    ImportController(HeavyRequests heavy, CustomerImport imports) {
        this.heavy = heavy;
        this.imports = imports;
    }

    @Operation(operationId = "importCustomers", summary = SUMMARY, description = DESCRIPTION)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(mediaType = CsvRequest.CSV, schema = @Schema(type = "string")),
                @Content(mediaType = CsvRequest.FORM, schema = @Schema(implementation = CsvFormRequest.class))
            })
    @ApiResponse(responseCode = "200", description = "What became of the rows", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @PostMapping(
            path = "/v1/customers/import",
            consumes = {CsvRequest.CSV, CsvRequest.FORM})
    ImportResponse take(
            Caller caller,
            @RequestParam(name = "on_error", defaultValue = "skip") String onError,
            HttpServletRequest request)
            throws IOException {
        boolean whole = CsvRequest.wholeOrNothing(onError);
        var report = new ImportReport(false);
        try (var upload = CsvUpload.receive(request)) {
            heavy.call(caller.tenantId(), () -> {
                imports.take(caller, upload, whole, report);
                return true;
            });
        }
        return report.result();
    }

    /** The document makes one operation of both answers. */
    @Operation(operationId = "importCustomers", summary = SUMMARY, description = DESCRIPTION)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvRequest.CSV, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(mediaType = CsvRequest.CSV, schema = @Schema(type = "string")),
                @Content(mediaType = CsvRequest.FORM, schema = @Schema(implementation = CsvFormRequest.class))
            })
    @PostMapping(
            path = "/v1/customers/import",
            consumes = {CsvRequest.CSV, CsvRequest.FORM},
            produces = CsvRequest.CSV)
    void takeAndShowFailedRows(
            Caller caller,
            @RequestParam(name = "on_error", defaultValue = "skip") String onError,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean whole = CsvRequest.wholeOrNothing(onError);
        var report = new ImportReport(true);
        try (var upload = CsvUpload.receive(request)) {
            heavy.call(caller.tenantId(), () -> {
                imports.take(caller, upload, whole, report);
                return true;
            });
            IdempotencyRecord.current().ifPresent(record -> record.keepInstead(report.result()));
            FailedRows.write(upload, report, response);
        }
    }
}
