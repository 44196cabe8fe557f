package ai.tulia.messaging.standalone.story;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Advertising waits while its reader sleeps. */
record WaitForQuietHours(Clock clock) implements Scene {
    /** After the window's end: the timer, the way to Twilio, and a minute more should the counters be away just then. */
    private static final Duration GRACE = Duration.ofSeconds(90);

    @Override
    public void play(Shop shop, Narrator narrator) {
        Customer mara = shop.customer("Mara Ellison");
        Instant now = clock.instant();
        var window = QuietWindow.endingSoon(now, mara.zone());
        narrator.heading("A message that waits for quiet hours to end", """
                For %s in %s it is %s. The operator sets quiet hours there that end in a moment, so that you can watch a
                message wait for them and then go out by itself.""".formatted(
                        mara.firstName(),
                        mara.place(),
                        LocalDateTime.ofInstant(now, mara.zone()).toLocalTime().truncatedTo(ChronoUnit.SECONDS)));
        quietHours(shop, window.start().toString(), window.end().toString());
        String text = "Hello " + mara.name() + ", spring is here: 20 % off all tulips until Sunday.";
        String id = shop.send("customer_id", mara.id(), "message_type", "promotional", "content", text)
                .status(202)
                .says("status", "pending")
                .says("waiting_reason", "quiet_hours")
                .says("wake_at", window.endsAt())
                .so("accepted, and waiting until " + window.end() + " in " + mara.place())
                .text("message_id");
        String path = "/v1/messages/" + id;
        shop.self().get(path).status(200).says("state", "waiting").says("waiting_reason", "quiet_hours");
        shop.self()
                .get(path + "/explain")
                .status(200)
                .says("decision", "wait")
                .says("effective_at", window.endsAt())
                .shows(
                        "rule quiet_hours with verdict waits",
                        explained -> explained
                                .path("trace")
                                .valueStream()
                                .anyMatch(rule -> rule.path("rule").asString("").equals("quiet_hours")
                                        && rule.path("verdict").asString("").equals("waits")))
                .so("explain names the rule that defers it, and the facts it looked at");
        narrator.line("");
        narrator.line("Waiting until " + window.endsAt() + " …");
        Duration patience = Duration.between(clock.instant(), window.endsAt()).plus(GRACE);
        shop.self()
                .getWhen(path, patience, answer -> answer.text("status").equals("sent"))
                .says("status", "sent")
                .shows(
                        "sent not before " + window.endsAt(),
                        message -> !Instant.parse(message.path("sent_at").asString())
                                .isBefore(window.endsAt()));
        shop.receivedBy(mara, "body", text).so("sent as soon as the quiet hours ended");
        quietHours(shop, "00:00", "00:00");
    }

    private static void quietHours(Shop shop, String start, String end) {
        shop.operator()
                .patch(
                        "/v1/tenants/" + shop.tenantId(),
                        Json.object("quiet_hours", Json.node("start", start, "end", end)))
                .status(200);
    }
}
