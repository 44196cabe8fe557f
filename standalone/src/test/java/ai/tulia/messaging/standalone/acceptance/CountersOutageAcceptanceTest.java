package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Redis is away: the ledger counts meanwhile, and what must not go by that waits. */
class CountersOutageAcceptanceTest extends AcceptanceTest {
    /** Reading the ledger and a busy machine. */
    private static final Duration ROOM = Duration.ofSeconds(5);

    @Test
    void withRedisStoppedEachTypeFollowsItsPolicyAndNothingIsLost() {
        whileRedisIsAway(() -> stack().redis().stop(), () -> stack().redis().restart(), (shop, waits) -> {});
    }

    @Test
    void withRedisFrozenEachTypeFollowsItsPolicyAndNothingIsLost() {
        // The other test waits out the minute after which it asks again; here it is told to try sooner.
        whileRedisIsAway(
                () -> stack().redis().pause(),
                () -> stack().redis().resume(),
                (shop, waits) -> shop.post(
                                "/v1/messages/" + waits + "/reschedule",
                                Map.of(
                                        "scheduled_at",
                                        Instant.now().plusSeconds(1).toString()))
                        .expect(200));
    }

    private void whileRedisIsAway(Runnable away, Runnable back, BiConsumer<Shop, UUID> afterwards) {
        Shop shop = shop(100);
        Customer ana = shop.customer("promotional");
        shop.letter("promotional", ana).send().expect(201);
        UUID waits;
        away.run();
        try {
            Answer sent = shop.letter("transactional", ana).send().expect(201);
            assertThat(sent.took()).isLessThan(ROOM);
            waits = shop.letter("promotional", ana).send().expect(202).messageId();
            shop.awaitWaiting(waits, "quota_unavailable");
            assertThat(status(shop)).isEqualTo("2 of ledger");
        } finally {
            back.run();
        }
        afterwards.accept(shop, waits);

        shop.awaitState(waits, "sent");
        assertThat(shop.received()).hasSize(3);
        // What was granted without Redis is counted again, and nothing twice.
        await().atMost(SETTLED_WITHIN).until(() -> status(shop).equals("3 of redis"));
    }

    private static String status(Shop shop) {
        Answer status = shop.get("/v1/messages/rate-limit-status").expect(200);
        return status.json().path("current_count").asInt() + " of " + status.text("counted_by");
    }
}
