package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.consent.ErasedOptOuts;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantKey;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Reads and edits one customer at a time, within the open tenant transaction. Files go through {@link CustomerBatch}. */
@Component
public class CustomerRepository {
    private final CustomerEntityRepository customers;
    private final ErasedOptOuts erased;

    CustomerRepository(CustomerEntityRepository customers, ErasedOptOuts erased) {
        this.customers = customers;
        this.erased = erased;
    }

    public Optional<Customer> find(UUID tenantId, UUID customerId) {
        return customers
                .findById(new TenantKey(tenantId, customerId))
                .filter(CustomerEntity::isThere)
                .map(CustomerEntity::toCustomer);
    }

    /** @throws DuplicateKeyException when the tenant has a customer with this number */
    public Customer add(UUID tenantId, UUID customerId, CustomerProfile profile, Instant at) {
        Customer added = customers
                .saveAndFlush(new CustomerEntity(new TenantKey(tenantId, customerId), profile, at))
                .toCustomer();
        applyErasedOptOuts(tenantId, added, at);
        return added;
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
        return customers
                .lock(tenantId, customerId)
                .filter(CustomerEntity::isThere)
                .map(customer -> {
                    precondition.check(customer.storedVersion());
                    Customer old = customer.toCustomer();
                    customer.edit(edit.apply(old), at);
                    customers.flush();
                    Customer edited = customer.toCustomer();
                    if (!Objects.equals(
                            old.profile().phoneNumber(), edited.profile().phoneNumber())) {
                        applyErasedOptOuts(tenantId, edited, at);
                    }
                    return edited;
                });
    }

    /** Messages that are stopped by it are refused with this transaction; their quota comes back by the journal. */
    private void applyErasedOptOuts(UUID tenantId, Customer customer, Instant at) {
        String number = customer.profile().phoneNumber();
        if (number != null) {
            erased.apply(tenantId, Map.of(number, customer.id()), at);
        }
    }
}
