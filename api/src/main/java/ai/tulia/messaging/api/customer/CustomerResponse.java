package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.store.customer.Customer;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer as its tenant sees it. */
public record CustomerResponse(
        UUID id,
        @Nullable String phoneNumber,
        @Nullable String name,
        @Nullable String timeZone,
        List<String> tags,
        Map<String, Object> attributes,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long rowVersion)
        implements Versioned {
    public static CustomerResponse of(Customer customer) {
        var profile = customer.profile();
        return new CustomerResponse(
                customer.id(),
                profile.phoneNumber(),
                profile.name(),
                profile.timeZone(),
                profile.tags(),
                profile.attributes(),
                customer.createdAt(),
                customer.updatedAt(),
                customer.version());
    }
}
