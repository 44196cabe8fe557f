package ai.tulia.messaging.standalone.story;

import ai.tulia.messaging.standalone.rest.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The business the story is about.
 *
 * @param account the id of its account with Twilio, by which the simulator tells it from others
 * @param self calls with the shop's key
 * @param operator calls with the operator's
 * @param twilio looks into the simulator
 */
record Shop(String tenantId, String key, String account, Caller self, Caller operator, Caller twilio, People people) {
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    /** The customers by name, once they are imported. */
    record People(Map<String, Customer> byName) {
        Customer called(String name) {
            return Objects.requireNonNull(byName.get(name), name + " is not in the sample file");
        }
    }

    Customer customer(String name) {
        return people.called(name);
    }

    ShownAnswer send(String... members) {
        return self.post("/v1/messages/send", Json.object((Object[]) members));
    }

    /** Sends a message that nothing defers: it is out when the call is answered. */
    ShownAnswer sendAtOnce(String json) {
        ShownAnswer sent = self.post("/v1/messages/send", json).status(201).says("status", "sent");
        return sent.so("sent: " + sent.answer().took().toMillis() + " ms from the call to the answer");
    }

    /** What Twilio received for this customer; waits for something that fits. */
    ShownAnswer receivedBy(Customer customer, String member, String value) {
        Predicate<Answer> there =
                answer -> answer.body().path(0).path(member).asString("").equals(value);
        String path = "/_simulator/messages?to=" + customer.phoneNumber().replace("+", "%2B") + "&account=" + account
                + "&limit=1";
        return twilio.getWhen(path, DELIVERY, there)
                .status(200)
                .shows(
                        member + " " + value,
                        messages -> messages.path(0).path(member).asString("").equals(value));
    }
}
