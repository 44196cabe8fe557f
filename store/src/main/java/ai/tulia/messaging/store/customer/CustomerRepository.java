package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Reads and edits one customer at a time, within the open tenant transaction. Files go through {@link CustomerBatch}. */
@Component
public class CustomerRepository {
    private final CustomerEntityRepository customers;

    CustomerRepository(CustomerEntityRepository customers) {
        this.customers = customers;
    }

    public Optional<Customer> find(UUID tenantId, UUID customerId) {
        return customers.findById(new TenantKey(tenantId, customerId)).map(CustomerEntity::toCustomer);
    }

    /** @throws DuplicateKeyException when the tenant has a customer with this number */
    public Customer add(UUID tenantId, UUID customerId, CustomerProfile profile, Instant at) {
        return customers
                .saveAndFlush(new CustomerEntity(new TenantKey(tenantId, customerId), profile, at))
                .toCustomer();
    }

    /**
     * Edits a customer from what it is now; two at once follow each other.
     *
     * @return as it is now; empty when there is none
     * @throws DuplicateKeyException when another customer of the tenant has this number
     */
    public Optional<Customer> edit(
            UUID tenantId,
            UUID customerId,
            Precondition precondition,
            Function<Customer, CustomerProfile> edit,
            Instant at) {
        return customers.lock(tenantId, customerId).map(customer -> {
            precondition.check(customer.storedVersion());
            customer.edit(edit.apply(customer.toCustomer()), at);
            customers.flush();
            return customer.toCustomer();
        });
    }
}
