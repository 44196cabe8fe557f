package ai.tulia.messaging.standalone.story;

/** Nobody gets advertising they did not ask for. */
final class RefuseWithoutConsent implements Scene {
    @Override
    public void play(Shop shop, Narrator narrator) {
        Customer camille = shop.customer("Camille Vautrin");
        narrator.heading("A message refused for missing consent", """
                %s never agreed to advertising. The message is refused with 403 and never reaches Twilio, but it is on
                record with the reason.""".formatted(camille.firstName()));
        String id = shop.send(
                        "customer_id", camille.id(),
                        "message_type", "promotional",
                        "content", "20 % off all tulips until Sunday.")
                .status(403)
                .says("code", "consent_missing")
                .text("message_id");
        shop.self()
                .get("/v1/messages/" + id + "/events")
                .status(200)
                .shows(
                        "an event refused",
                        events -> events.path("items")
                                .valueStream()
                                .anyMatch(
                                        event -> event.path("kind").asString("").equals("policy_refused")))
                .so("refused, and the ledger says why");
    }
}
