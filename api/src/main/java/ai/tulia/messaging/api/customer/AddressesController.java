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
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    record AddressResponse(
            @Schema(allowableValues = {"phone", "whatsapp_user"})
            String kind,

            String address,

            @Schema(description = "The Meta business portfolio that knows the user id; null = none is named.") @Nullable
            String portfolio,

            @Schema(
                    description =
                            "How a user id came to be known: inbound, or contact_shared when it came together with"
                                    + " the number. Null for a number.",
                    allowableValues = {"inbound", "contact_shared"})
            @Nullable
            String source,

            @Nullable Instant firstSeenAt,

            @Schema(description = "The user id that came in its place; null = none did.") @Nullable
            String replacedBy) {}

    @Operation(
            operationId = "listCustomerAddresses",
            summary = "Show where a customer can be reached",
            description = "The number, for SMS and WhatsApp, then WhatsApp's user ids, the latest first.")
    @GetMapping("/v1/customers/{id}/addresses")
    Page<AddressResponse> list(Caller caller, @PathVariable UUID id) {
        UUID tenant = caller.tenantId();
        return transactions.read(tenant, () -> {
            Customer customer = customers.find(tenant, id).orElseThrow(() -> ApiProblem.notFound("customer"));
            List<AddressResponse> addresses = new ArrayList<>();
            String number = customer.profile().phoneNumber();
            if (number != null) {
                addresses.add(new AddressResponse("phone", number, null, null, null, null));
            }
            users.of(tenant, id)
                    .forEach(user -> addresses.add(new AddressResponse(
                            "whatsapp_user",
                            user.userId(),
                            user.portfolio().isEmpty() ? null : user.portfolio(),
                            user.source(),
                            user.firstSeenAt(),
                            user.replacedBy())));
            return Page.all(addresses);
        });
    }
}
