package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.csv.CsvRequest;
import ai.tulia.messaging.api.csv.CsvUpload;
import ai.tulia.messaging.api.csv.ImportResult;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Customers")
@RequiresScope(Scopes.CONVERSATIONS)
class ImportController {
    private final HeavyRequests heavy;
    private final CustomerImport imports;

    ImportController(HeavyRequests heavy, CustomerImport imports) {
        this.heavy = heavy;
        this.imports = imports;
    }

    @Operation(operationId = "importCustomers", summary = "Add and change customers from a CSV file", description = """
        A CSV file in UTF-8, separated by commas, at most 32 MB and 200,000 rows. The header row names the
        columns: `phone_number` (required, E.164), `name`, `time_zone` (IANA), `tags` (separated by `;`),
        `consent_all`, `consent_transactional`, `consent_reminder`, `consent_promotional` (`granted` or
        `withdrawn`, for the channel of the tenant's sender), and `attr.<name>` for attributes (as text).
        A customer whose number exists is changed; an empty cell leaves a value as it is; tags given
        replace the old ones. A consent is recorded, with source `import`, where it differs from what
        counts now. Row numbers are a spreadsheet's: the header is row 1. With `on_error=skip` bad rows
        are left out and reported; with `on_error=reject` one bad row means that nothing is stored (422).\
        """)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", description = "What became of the rows", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @PostMapping(path = "/v1/customers/import", consumes = "text/csv", produces = MediaType.APPLICATION_JSON_VALUE)
    ImportResult take(
            Caller caller,
            @RequestParam(name = "on_error", defaultValue = "skip") String onError,
            HttpServletRequest request)
            throws IOException {
        boolean whole = CsvRequest.wholeOrNothing(onError);
        CsvRequest.requireUtf8(request.getContentType());
        try (var upload = CsvUpload.receive(request.getInputStream())) {
            return heavy.call(
                    caller.tenantId(),
                    () -> whole
                            ? imports.wholeOrNothing(caller.tenantId(), upload)
                            : imports.skippingBadRows(caller.tenantId(), upload));
        }
    }
}
