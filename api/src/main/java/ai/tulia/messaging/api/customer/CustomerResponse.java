package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.store.customer.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record CustomerResponse(
        UUID id,
        String phoneNumber,
        @Nullable String name,
        @Nullable String timeZone,
        List<String> tags,
        Map<String, Object> attributes,
        Instant createdAt,
        Instant updatedAt) {
    static CustomerResponse of(Customer customer) {
        return new CustomerResponse(
                customer.id(),
                customer.phoneNumber(),
                customer.name(),
                customer.timeZone(),
                customer.tags(),
                customer.attributes(),
                customer.createdAt(),
                customer.updatedAt());
    }
}
