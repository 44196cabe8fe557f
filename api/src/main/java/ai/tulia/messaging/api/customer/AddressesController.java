package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.customer.WhatsAppUsers;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Customers")
@RequiresScope(Scopes.CUSTOMERS_READ)
class AddressesController {
    private final TenantTransactions transactions;
    private final CustomerRepository customers;
    private final WhatsAppUsers users;

    AddressesController(TenantTransactions transactions, CustomerRepository customers, WhatsAppUsers users) {
        this.transactions = transactions;
        this.customers = customers;
        this.users = users;
    }

    @Operation(
            operationId = "listCustomerAddresses",
            summary = "Show where a customer can be reached",
            description = "The number, for SMS and WhatsApp, then WhatsApp's user ids, the latest first.")
    @GetMapping("/v1/customers/{id}/addresses")
    Page<AddressResponse> list(Caller caller, @PathVariable UUID id) {
        UUID tenant = caller.tenantId();
        return transactions.read(tenant, () -> {
            Customer customer = customers.find(tenant, id).orElseThrow(() -> ApiProblem.notFound("customer"));
            return Page.all(AddressResponse.of(customer, users.of(tenant, id)));
        });
    }
}
