package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A worker that stops first finishes what it began: a POST that is cut off would be UNKNOWN for ever. */
class WorkerDrainAcceptanceTest extends AcceptanceTest {
    @Test
    void aPostUnderWayIsFinishedAndWrittenDownBeforeTheWorkerIsGone() {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.SLOW).withDelayMs(1_000));
        UUID message = shop.letter("transactional", shop.customer())
                .at(Instant.now().plusSeconds(1))
                .expect(201)
                .messageId();
        await().atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stack().providerGate().asking() > 0
                        && shop.message(message).text("state").equals("sending"));

        stack().stopWorker();
        try {
            assertThat(shop.message(message).text("state"))
                    .as("%s", shop.events(message))
                    .isEqualTo("sent");
            assertThat(shop.received()).hasSize(1);
        } finally {
            stack().startWorker();
        }
    }
}
