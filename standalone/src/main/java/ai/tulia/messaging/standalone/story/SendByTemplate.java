package ai.tulia.messaging.standalone.story;

/** A WhatsApp template, and a message made from it. */
final class SendByTemplate implements Scene {
    private static final String CONTENT_SID = "HX5f3b1c7a9e2d4f6081b3c5d7e9fa0b2c";

    @Override
    public void play(Shop shop, Narrator narrator) {
        narrator.heading("A WhatsApp template", """
                The text stands here, its approved form with WhatsApp under a ContentSid. Names in braces are filled for
                each customer; a missing one is refused before anything is sent.""");
        String template = shop.self()
                .post(
                        "/v1/templates",
                        Json.object(
                                "name", "Order ready",
                                "message_type", "transactional",
                                "content", "Hello {{name|there}}, order {{order}} is ready for pickup.",
                                "content_sid", CONTENT_SID,
                                "content_variables", Json.node("1", "name", "2", "order")))
                .status(201)
                .text("id");
        Customer jonas = shop.customer("Jonas Feldkamp");
        String message = shop.sendAtOnce(Json.object(
                        "customer_id", jonas.id(), "template_id", template, "context", Json.node("order", "T-1042")))
                .text("provider_msg_id");
        shop.receivedBy(jonas, "sid", message)
                .shows(
                        "the template's ContentSid and both variables",
                        messages -> messages.path(0)
                                        .path("content_sid")
                                        .asString("")
                                        .equals(CONTENT_SID)
                                && messages.path(0)
                                        .path("content_variables")
                                        .asString("")
                                        .contains(jonas.name())
                                && messages.path(0)
                                        .path("content_variables")
                                        .asString("")
                                        .contains("T-1042"))
                .so("Twilio received the approved template with " + jonas.firstName() + "'s values");
    }
}
