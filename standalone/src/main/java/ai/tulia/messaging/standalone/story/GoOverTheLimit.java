package ai.tulia.messaging.standalone.story;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;

/** Beyond the limit a caller chooses: wait for the limit, or be told at once. */
record GoOverTheLimit(Clock clock) implements Scene {
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    @Override
    public void play(Shop shop, Narrator narrator) {
        narrator.heading("Over the daily limit", """
                With when_over_limit = defer a message waits for the later of two times: 08:00 tomorrow where the tenant
                is (%s), and the moment at which a unit of the limit comes free. With reject it is refused.""".formatted(OpenShop.ZONE));
        ShownAnswer status =
                shop.self().get("/v1/messages/rate-limit-status").status(200).says("remaining", "0");
        Instant morning = clock.instant()
                .atZone(OpenShop.ZONE)
                .toLocalDate()
                .plusDays(1)
                .atTime(MORNING)
                .atZone(OpenShop.ZONE)
                .toInstant();
        Instant free = status.instant("next_free_at");
        Instant later = free.isAfter(morning) ? free : morning;
        status.says("overflow_at", later);
        narrator.line("tomorrow, 08:00 in %s    %s".formatted(OpenShop.ZONE, morning));
        narrator.line("the next free unit               " + free);
        advertise(shop, "Kavya Raman", "defer")
                .status(202)
                .says("waiting_reason", "daily_limit")
                .says("wake_at", later)
                .so("deferred to the later of the two: " + later);
        ShownAnswer refused =
                advertise(shop, "Theo Brandt", "reject").status(429).says("code", "over_daily_limit");
        String seconds = refused.answer().header("Retry-After").orElse("");
        if (seconds.isEmpty()) {
            throw new StoryFailed("expected a Retry-After header, found none");
        }
        refused.shows("message_id", problem -> problem.has("message_id"))
                .so("refused; a unit comes free in " + seconds + " s");
    }

    private static ShownAnswer advertise(Shop shop, String name, String whenOverLimit) {
        return shop.send(
                "customer_id",
                shop.customer(name).id(),
                "message_type",
                "promotional",
                "content",
                "Hello {{name}}, 20 % off all tulips until Sunday.",
                "when_over_limit",
                whenOverLimit);
    }
}
