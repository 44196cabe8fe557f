package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.store.customer.CustomerAddresses.CustomerAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a customer can be reached. */
public record AddressResponse(
        @Schema(allowableValues = {"phone", "whatsapp_user"})
        String kind,

        String address,

        @Schema(description = "The Meta business portfolio that knows the user id; null = none is named.") @Nullable
        String portfolio,

        @Schema(
                description = "How it came to be known: tenant = you gave the number; inbound = the customer wrote;"
                        + " contact_shared = the number and a user id came together, or in a contact that the customer"
                        + " shared.",
                allowableValues = {"tenant", "inbound", "contact_shared"})
        String source,

        Instant firstSeenAt,

        @Schema(description = "The user id that came in its place; null = none did.") @Nullable
        String replacedBy) {
    public static List<AddressResponse> of(List<CustomerAddress> addresses) {
        return addresses.stream()
                .map(each -> new AddressResponse(
                        each.kind(),
                        each.address(),
                        each.portfolio(),
                        each.source(),
                        each.firstSeenAt(),
                        each.replacedBy()))
                .toList();
    }
}
