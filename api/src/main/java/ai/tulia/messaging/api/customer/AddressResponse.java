package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.WhatsAppUsers.WhatsAppUser;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
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
                description = "How a user id came to be known: inbound, or contact_shared when it came together with"
                        + " the number. Null for a number.",
                allowableValues = {"inbound", "contact_shared"})
        @Nullable
        String source,

        @Nullable Instant firstSeenAt,

        @Schema(description = "The user id that came in its place; null = none did.") @Nullable
        String replacedBy) {
    /** The number, then WhatsApp's user ids. */
    public static List<AddressResponse> of(Customer customer, List<WhatsAppUser> users) {
        List<AddressResponse> addresses = new ArrayList<>();
        String number = customer.profile().phoneNumber();
        if (number != null) {
            addresses.add(new AddressResponse("phone", number, null, null, null, null));
        }
        users.forEach(user -> addresses.add(new AddressResponse(
                "whatsapp_user",
                user.userId(),
                user.portfolio().isEmpty() ? null : user.portfolio(),
                user.source(),
                user.firstSeenAt(),
                user.replacedBy())));
        return addresses;
    }
}
