package ai.tulia.messaging.standalone.story;

/** The simplest thing: a message that goes out within the call. */
record SendNow(Runnable delivered) implements Scene {
    @Override
    public void play(Shop shop, Narrator narrator) {
        Customer priya = shop.customer("Priya Holloway");
        narrator.heading("A message sent now", """
                It is committed to the ledger, handed to Twilio, and the answer comes when Twilio has it. Being about an
                order, it goes at any hour. The first send after a start takes longest; those of later scenes take less.""");
        String text = "Hi " + priya.name() + ", your tulips left our shop. They reach you before noon.";
        String sid = shop.sendAtOnce(Json.object(
                        "customer_id", priya.id(),
                        "message_type", "transactional",
                        "content", text.replace(priya.name(), "{{name}}")))
                .text("provider_msg_id");
        shop.receivedBy(priya, "body", text)
                .shows(
                        "provider_msg_id " + sid,
                        messages -> messages.path(0).path("sid").asString("").equals(sid))
                .so("Twilio (simulated) received: \"" + text + "\"");
        delivered.run();
    }
}
