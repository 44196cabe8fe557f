package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accepted is accepted: the ledger alone decides, and the sweeper does the rest. */
class TemporalAwayTest extends MessageTest {
    private static TestApi alone;
    private static Shop shop;

    @BeforeAll
    static void startWithoutTemporal() {
        var properties = properties(ledger(), redis(), freePort());
        properties.add("tulia.temporal.start-within=5s");
        alone = TestApi.start(properties);
        shop = new Shop(alone, alone.tenant(ledger()), ledger()).withAnAccount();
    }

    @AfterAll
    static void stop() {
        alone.context().close();
    }

    @Test
    void whatMayGoIsSent201() {
        Answer answer = shop.hello();
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.text("state")).isEqualTo("sent");
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void whatWaitsIsAccepted202WithoutWaitingForItsWorkflow() {
        shop.quietHours("00:00", "23:59");
        try {
            String fields = field("customer_id", shop.customer()) + ", 'content': 'Hi', 'message_type': 'promotional'";
            shop.send(fields); // the first use of anything is slow
            Instant begun = Instant.now();
            Answer answer = shop.send(fields);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(3));
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.text("state")).isEqualTo("waiting");
            assertThat(answer.text("waiting_reason")).isEqualTo("quiet_hours");
            assertThat(shop.get(answer.header("Location")).status()).isEqualTo(200);
        } finally {
            shop.quietHours("00:00", "00:00");
        }
    }

    @Test
    void scheduleRescheduleAndCancelAreTrueAtOnce() {
        String at = field("scheduled_at", alone.clock().instant().plusSeconds(3600));
        Answer message = shop.schedule(
                field("customer_id", shop.customer()) + ", 'content': 'Hi', 'message_type': 'transactional', " + at);
        assertThat(message.status()).as(message.body()).isEqualTo(201);
        String path = "/v1/messages/" + message.text("message_id");
        String later = field("scheduled_at", alone.clock().instant().plusSeconds(7200));
        assertThat(shop.post(path + "/reschedule", later).status()).isEqualTo(200);
        assertThat(alone.post(shop.tenant().key(), path + "/cancel", null).text("state"))
                .isEqualTo("canceled");
    }
}
