package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Something is away: what is accepted stays accepted, and goes out once when it is back. */
class OutageAcceptanceTest extends AcceptanceTest {
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
    void withoutAWorkerWhatMayGoIsSentAndWhatWaitsIsSentWhenOneComes() {
        Shop shop = shop();
        Customer ana = shop.customer();
        UUID waits;
        stack().stopWorker();
        try {
            shop.letter("transactional", ana).sendAt(door).expect(201);
            assertThat(shop.received()).hasSize(1);
            provider(
                    shop,
                    FaultRule.of(FaultMode.BUSY_429).withRetryAfterSeconds(1).withTimes(1));
            Answer accepted = shop.letter("transactional", ana).sendAt(door).expect(202);
            assertThat(accepted.text("state")).isEqualTo("waiting");
            assertThat(accepted.text("waiting_reason")).isEqualTo("provider_busy");
            assertThat(accepted.text("wake_at")).isNotBlank();
            waits = accepted.messageId();
        } finally {
            stack().startWorker();
        }

        shop.awaitState(waits, "sent");
        assertThat(shop.received()).extracting(ReceivedRequest::accepted).containsExactly(true, false, true);
    }

    @Test
    void withoutTemporalWhatMayGoIsSentAndWhatWaitsIsSentOnceWithinAMinuteOfItsReturn() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        UUID sent;
        UUID waits;
        UUID scheduled;
        stack().temporalGate().shut();
        try {
            Answer now = shop.letter("transactional", ana).sendAt(door).expect(201);
            assertThat(now.text("state")).isEqualTo("sent");
            assertThat(now.took()).isLessThan(ROOM);
            sent = now.messageId();
            shop.quietFor(Duration.ofSeconds(20));
            Answer accepted = shop.letter("promotional", ana).sendAt(door).expect(202);
            assertThat(accepted.text("waiting_reason")).isEqualTo("quiet_hours");
            assertThat(accepted.took()).isLessThan(ROOM);
            waits = accepted.messageId();
            scheduled = shop.letter("transactional", ana)
                    .at(Instant.now().plusSeconds(20))
                    .expect(201)
                    .messageId();
        } finally {
            stack().temporalGate().open();
        }

        Instant back = Instant.now();
        shop.awaitState(waits, "sent");
        assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(60));
        shop.awaitState(scheduled, "sent");
        assertThat(shop.events(sent)).containsExactly("accepted", "attempt_started", "provider_accepted");
        assertThat(shop.events(waits)).containsExactly("accepted", "deferred", "attempt_started", "provider_accepted");
        assertThat(shop.received()).hasSize(3);
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
