package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.database.Ids;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer as a caller makes one. */
record NewCustomer(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String phoneNumber,

        @Nullable String name,
        @Nullable String timeZone,
        @Nullable List<@Nullable String> tags,
        @Nullable Map<String, @Nullable Object> attributes) {

    Customer checked(Instant now) {
        new CustomerRequestValidator(new Checks().required("phone_number", phoneNumber))
                .phoneNumber(phoneNumber)
                .name(name)
                .timeZone(timeZone)
                .tags(tags)
                .attributes(attributes)
                .done();
        return new Customer(
                Ids.next(),
                Objects.requireNonNull(phoneNumber),
                name,
                timeZone,
                CustomerChange.distinct(tags),
                CustomerChange.merged(Map.of(), attributes),
                now,
                now);
    }
}
