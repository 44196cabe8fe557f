package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.customer.CustomerAddresses;
import ai.tulia.messaging.store.customer.CustomerRepository;
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
    private final CustomerAddresses addresses;

    AddressesController(TenantTransactions transactions, CustomerRepository customers, CustomerAddresses addresses) {
        this.transactions = transactions;
        this.customers = customers;
        this.addresses = addresses;
    }

    @Operation(
            operationId = "listCustomerAddresses",
            summary = "Show where a customer can be reached",
            description = "The number, for SMS and WhatsApp, then WhatsApp's user ids, the latest first.")
    @GetMapping("/v1/customers/{id}/addresses")
    Page<AddressResponse> list(Caller caller, @PathVariable UUID id) {
        UUID tenant = caller.tenantId();
        return transactions.read(tenant, () -> {
            if (customers.find(tenant, id).isEmpty()) {
                throw ApiProblem.notFound("customer");
            }
            return Page.all(AddressResponse.of(addresses.of(tenant, id)));
        });
    }
}
