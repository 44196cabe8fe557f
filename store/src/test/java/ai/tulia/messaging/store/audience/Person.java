package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerProfile;
import ai.tulia.messaging.store.database.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A customer with what other tables know.
 *
 * @param consents on WhatsApp
 * @param sent when each message was sent; null = one that was not
 */
record Person(Customer customer, Map<ConsentType, ConsentState> consents, List<Instant> sent) {
    private static final Instant CREATED = Instant.parse("2026-06-01T12:00:00Z");

    static Person named(String number, String name) {
        return with(number, name, Map.of());
    }

    static Person with(String number, String name, Map<String, Object> attributes) {
        var profile = new CustomerProfile(number, name, null, List.of(), attributes);
        return new Person(new Customer(Ids.next(), profile, CREATED, CREATED, 0), Map.of(), List.of());
    }

    Person tagged(String... tags) {
        var old = customer.profile();
        var profile =
                new CustomerProfile(old.phoneNumber(), old.name(), old.timeZone(), List.of(tags), old.attributes());
        return new Person(new Customer(customer.id(), profile, CREATED, CREATED, 0), consents, sent);
    }

    Person saying(ConsentType type, ConsentState state) {
        return new Person(customer, Map.of(type, state), sent);
    }
}
