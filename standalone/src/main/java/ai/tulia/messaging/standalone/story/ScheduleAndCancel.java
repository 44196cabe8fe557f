package ai.tulia.messaging.standalone.story;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/** A message for tomorrow, taken back in time. */
record ScheduleAndCancel(Clock clock) implements Scene {
    private static final LocalTime AT = LocalTime.of(10, 0);

    @Override
    public void play(Shop shop, Narrator narrator) {
        Customer noah = shop.customer("Noah Whitlock");
        ZoneId zone = noah.zone();
        LocalDateTime tomorrow =
                LocalDate.ofInstant(clock.instant(), zone).plusDays(1).atTime(AT);
        narrator.heading("A message scheduled, then canceled", """
                A reminder for tomorrow at ten on %s's own clock, in %s. Until it leaves, it can be moved or canceled.""".formatted(noah.firstName(), noah.place()));
        String id = shop.self()
                .post(
                        "/v1/messages/schedule",
                        Json.object(
                                "customer_id", noah.id(),
                                "message_type", "reminder",
                                "content", "Hi {{name}}, your bouquet is delivered today.",
                                "scheduled_at", tomorrow + ":00",
                                "time_zone", "recipient"))
                .status(201)
                .says("effective_at", tomorrow.atZone(zone).toInstant())
                .so("it will go at " + tomorrow + " in " + noah.place() + ", which is "
                        + tomorrow.atZone(zone).toInstant())
                .text("message_id");
        String path = "/v1/messages/" + id;
        shop.self().post(path + "/cancel").status(200).says("status", "canceled");
        shop.self()
                .get(path + "/events")
                .status(200)
                .shows(
                        "a last event canceled",
                        events -> events.path("items")
                                .valueStream()
                                .reduce((earlier, last) -> last)
                                .map(last -> last.path("kind").asString("").equals("cancel_requested"))
                                .orElse(false))
                .so("canceled: it never leaves");
    }
}
