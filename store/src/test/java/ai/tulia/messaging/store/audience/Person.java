package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.store.customer.Customer;
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
        var customer = new Customer(Ids.next(), number, name, null, List.of(), attributes, CREATED, CREATED);
        return new Person(customer, Map.of(), List.of());
    }

    Person tagged(String... tags) {
        var tagged = new Customer(
                customer.id(),
                customer.phoneNumber(),
                customer.name(),
                customer.timeZone(),
                List.of(tags),
                customer.attributes(),
                customer.createdAt(),
                customer.updatedAt());
        return new Person(tagged, consents, sent);
    }

    Person saying(ConsentType type, ConsentState state) {
        return new Person(customer, Map.of(type, state), sent);
    }
}
