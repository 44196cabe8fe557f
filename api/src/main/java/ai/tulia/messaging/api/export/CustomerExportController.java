package ai.tulia.messaging.api.export;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Customers")
@RequiresScope(Scopes.EXPORT)
class CustomerExportController {
    private final HeavyRequests heavy;
    private final TenantTransactions transactions;
    private final CustomerRepository customers;
    private final CustomerExport export;
    private final AuditLog audit;
    private final Clock clock;

    CustomerExportController(
            HeavyRequests heavy,
            TenantTransactions transactions,
            CustomerRepository customers,
            CustomerExport export,
            AuditLog audit,
            Clock clock) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.customers = customers;
        this.export = export;
        this.audit = audit;
        this.clock = clock;
    }

    @Operation(
            operationId = "exportCustomer",
            summary = "Export all that is held of a customer",
            description =
                    "Profile, addresses, consents with their history, sessions, lists, messages with texts and events, and"
                            + " what the customer wrote with its reviews. Sent as it is read: an answer that breaks off is"
                            + " not whole.")
    @ApiResponse(
            responseCode = "200",
            description = "All of it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = CustomerExportResponse.class)))
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @GetMapping("/v1/customers/{id}/export")
    void export(Caller caller, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        UUID tenant = caller.tenantId();
        var event = AuditEvent.byKey(tenant, caller.keyId(), AuditAction.CUSTOMER_EXPORTED, id, Map.of());
        heavy.call(tenant, () -> {
            Customer customer = transactions.call(tenant, () -> {
                Customer found = customers.find(tenant, id).orElseThrow(() -> ApiProblem.notFound("customer"));
                audit.add(event, clock.instant());
                return found;
            });
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            export.write(tenant, customer, response.getOutputStream());
            return true;
        });
    }
}
