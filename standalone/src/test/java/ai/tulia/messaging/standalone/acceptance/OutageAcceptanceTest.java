package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
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
