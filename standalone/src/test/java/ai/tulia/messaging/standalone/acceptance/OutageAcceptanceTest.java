package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Something is away: what is accepted stays accepted, and goes out once when it is back. */
class OutageAcceptanceTest extends AcceptanceTest {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    /** Reading the ledger and a busy machine. */
    private static final Duration ROOM = Duration.ofSeconds(5);

    private static ConfigurableApplicationContext secondApi;
    private static Http door;

    @BeforeAll
    static void aSecondApiWithTheProductsOwnLimits() {
        secondApi = stack().anotherApi();
        door = new Http(secondApi.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void stop() {
        secondApi.close();
    }

    @Test
    void withoutAWorkerItIsAcceptedAfter3SecondsAndSentWhenOneComes() {
        Shop shop = shop();
        Customer ana = shop.customer();
        UUID message;
        stack().stopWorker();
        try {
            Answer accepted = shop.letter("transactional", ana).sendAt(door).expect(202);
            assertThat(accepted.text("state")).isEqualTo("accepted");
            assertThat(accepted.took()).isBetween(ANSWER_WITHIN, ANSWER_WITHIN.plus(ROOM));
            assertThat(shop.received()).isEmpty();
            message = accepted.messageId();
        } finally {
            stack().startWorker();
        }

        shop.awaitState(message, "sent");
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void withoutTemporalItIsAcceptedAndSentOnceWithinAMinuteOfItsReturn() {
        Shop shop = shop();
        Customer ana = shop.customer();
        UUID sent;
        UUID scheduled;
        stack().temporalGate().shut();
        try {
            Answer accepted = shop.letter("transactional", ana).sendAt(door).expect(202);
            assertThat(accepted.text("state")).isEqualTo("accepted");
            assertThat(accepted.took()).isLessThan(ANSWER_WITHIN.plus(ROOM));
            sent = accepted.messageId();
            scheduled = shop.letter("transactional", ana)
                    .at(Instant.now().plusSeconds(20))
                    .expect(201)
                    .messageId();
        } finally {
            stack().temporalGate().open();
        }

        Instant back = Instant.now();
        shop.awaitState(sent, "sent");
        assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(60));
        shop.awaitState(scheduled, "sent");
        assertThat(shop.events(sent)).containsExactly("accepted", "attempt_started", "provider_accepted");
        assertThat(shop.received()).hasSize(2);
    }

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
        Answer waits;
        away.run();
        try {
            Answer sent = shop.letter("transactional", ana).send().expect(201);
            assertThat(sent.took()).isLessThan(ROOM);
            waits = shop.letter("promotional", ana).send().expect(202);
            assertThat(waits.text("waiting_reason")).isEqualTo("quota_unavailable");
            assertThat(status(shop)).isEqualTo("2 of ledger");
        } finally {
            back.run();
        }
        afterwards.accept(shop, waits.messageId());

        shop.awaitState(waits.messageId(), "sent");
        assertThat(shop.received()).hasSize(3);
        // What was granted without Redis is counted again, and nothing twice.
        await().atMost(Duration.ofSeconds(60)).until(() -> status(shop).equals("3 of redis"));
    }

    private static String status(Shop shop) {
        Answer status = shop.get("/v1/messages/rate-limit-status").expect(200);
        return status.json().path("current_count").asInt() + " of " + status.text("counted_by");
    }

    @Test
    void aRestartOfEverythingMidWaitLosesNothing() {
        Shop shop = shop();
        Customer ana = shop.customer();
        Instant due = Instant.now().plusSeconds(15);
        UUID message = shop.letter("transactional", ana).at(due).expect(201).messageId();

        stack().stopApi();
        stack().stopWorker();
        stack().startWorker();
        stack().startApi();

        shop.awaitState(message, "sent");
        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.time()).isAfterOrEqualTo(due));
    }
}
