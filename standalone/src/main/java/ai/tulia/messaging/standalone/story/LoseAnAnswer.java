package ai.tulia.messaging.standalone.story;

import java.time.Duration;

/** What the provider took without being heard is found out, not sent again. */
final class LoseAnAnswer implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void play(Shop shop, Narrator narrator) {
        Customer priya = shop.customer("Priya Holloway");
        narrator.heading("An answer of Twilio is lost", """
                The simulated Twilio is told to take the next message and to cut the connection instead of answering. It
                may have gone out or not, so it is not sent again: its state is unknown. Twilio's status callback, signed
                and with the message's id in its path, settles it.""");
        faults(shop, Json.object("mode", "execute_and_reset", "account", shop.account(), "times", 1));
        String id = shop.send(
                        "customer_id", priya.id(),
                        "message_type", "transactional",
                        "content", "Hi {{name}}, the courier rings in ten minutes.")
                .status(202)
                .text("message_id");
        shop.self()
                .getWhen(
                        "/v1/messages/" + id,
                        PATIENCE,
                        answer -> answer.text("state").equals("delivered"))
                .says("state", "delivered")
                .says("attempts", "1")
                .so("delivered, by the one POST that was made");
        shop.self()
                .get("/v1/messages/" + id + "/events")
                .status(200)
                .shows(
                        "an event delivery_confirmed",
                        events -> events.path("items")
                                .valueStream()
                                .anyMatch(
                                        event -> event.path("kind").asString("").equals("delivery_confirmed")));
        read(shop, priya);
    }

    /** WhatsApp alone tells it. */
    private static void read(Shop shop, Customer customer) {
        faults(shop, Json.object("mode", "read", "account", shop.account(), "times", 1));
        String id = shop.send(
                        "customer_id", customer.id(),
                        "message_type", "transactional",
                        "content", "Hi {{name}}, the courier has left.")
                .status(201)
                .text("message_id");
        shop.self()
                .getWhen(
                        "/v1/messages/" + id,
                        PATIENCE,
                        answer -> answer.text("state").equals("read"))
                .says("state", "read")
                .so(customer.firstName() + " has read it");
    }

    private static void faults(Shop shop, String rule) {
        shop.twilio().put("/_simulator/faults", "[" + rule + "]").status(200);
    }
}
