package ai.tulia.messaging.standalone.story;

import java.time.Clock;
import java.time.Duration;

/** One word of a customer ends what waits for them. */
record StopByTheCustomer(Addresses addresses, Clock clock) implements Scene {
    private static final String SENDER = "whatsapp:+14155238886";

    @Override
    public void play(Shop shop, Narrator narrator) {
        Customer noah = shop.customer("Noah Whitlock");
        narrator.heading("A customer answers STOP", """
                Twilio posts what customers write to the tenant's inbound webhook; here its simulator is told where that
                is. A reminder waits for %s, who answers with one word.""".formatted(noah.firstName()));
        String webhook = addresses
                .api()
                .resolve("/v1/webhooks/twilio/inbound/" + shop.tenantId())
                .toString();
        shop.twilio()
                .put(
                        "/_simulator/numbers",
                        Json.object("number", SENDER, "account", shop.account(), "inbound_url", webhook))
                .status(204);
        String id = shop.self()
                .post(
                        "/v1/messages/schedule",
                        Json.object(
                                "customer_id",
                                noah.id(),
                                "message_type",
                                "reminder",
                                "content",
                                "Hi {{name}}, your tulips want fresh water.",
                                "scheduled_at",
                                clock.instant().plus(Duration.ofHours(20)).toString()))
                .status(201)
                .text("message_id");
        shop.twilio()
                .post(
                        "/_simulator/inbound",
                        Json.object("from", "whatsapp:" + noah.phoneNumber(), "to", SENDER, "body", " Stop! "))
                .status(200)
                .says("webhook_status", "200")
                .shows(
                        "a confirmation in the answer",
                        answer -> answer.path("webhook_body").asString("").contains("<Message>"));
        shop.self()
                .get("/v1/messages/" + id)
                .status(200)
                .says("state", "refused")
                .shows(
                        "opted_out",
                        message -> message.at("/failure/code").asString("").equals("opted_out"))
                .so("nothing waits for " + noah.firstName() + " any more, and nothing goes out until START");
        shop.self()
                .get("/v1/customers/" + noah.id() + "/conversation?limit=1")
                .status(200)
                .shows(
                        "the word, and what was answered",
                        page -> page.at("/items/0/keyword").asString("").equals("stop")
                                && !page.at("/items/0/reply").asString("").isEmpty());
    }
}
