package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A worker is ready while it polls. It is up without Temporal, too: then it waits for it. */
class WorkerReadinessAcceptanceTest extends AcceptanceTest {
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(60);

    @Test
    void aWorkerStartedWithoutTemporalIsNotReadyUntilTemporalComesAndThenSends() {
        stack().stopWorker();
        stack().temporalGate().shut();
        try {
            stack().startWorker();
            var actuator = new Actuator(stack().workerPort());
            assertThat(actuator.liveness().statusCode()).isEqualTo(200);
            assertThat(actuator.readiness().statusCode()).isEqualTo(503);
            assertThat(temporal(actuator).at("/details/reason").asString())
                    .isEqualTo("Temporal at " + stack().temporalGate().address() + " does not answer (UNAVAILABLE)");
        } finally {
            stack().temporalGate().open();
        }

        awaitReady();
        Shop shop = shop();
        UUID message = shop.letter("transactional", shop.customer())
                .at(Instant.now().plusSeconds(1))
                .expect(201)
                .messageId();
        shop.awaitState(message, "sent");
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void aWorkerThatLosesTemporalIsNotReadyUntilItIsBack() {
        var actuator = new Actuator(stack().workerPort());
        awaitReady();
        assertThat(temporal(actuator).at("/details/namespace").asString()).isEqualTo("default");

        stack().temporalGate().shut();
        try {
            await().atMost(NOTICED_WITHIN).until(() -> actuator.readiness().statusCode() == 503);
            assertThat(actuator.liveness().statusCode()).isEqualTo(200);
        } finally {
            stack().temporalGate().open();
        }
        awaitReady();
    }

    @Test
    void aNamespaceThatDoesNotExistIsNamedInLogAndHealth() throws IOException {
        try (var misconfigured = stack().anotherWorker("spring.temporal.namespace=mistyped", "tulia.sweep-delay=24h")) {
            var actuator = new Actuator(AcceptanceStack.portOf(misconfigured));
            String reason = "namespace 'mistyped' does not exist in Temporal at "
                    + stack().temporalGate().address();
            assertThat(actuator.liveness().statusCode()).isEqualTo(200);
            assertThat(actuator.readiness().statusCode()).isEqualTo(503);
            assertThat(temporal(actuator).path("status").asString()).isEqualTo("DOWN");
            assertThat(temporal(actuator).at("/details/namespace").asString()).isEqualTo("mistyped");
            assertThat(temporal(actuator).at("/details/reason").asString()).isEqualTo(reason);
            assertThat(Files.readString(Path.of(System.getProperty("tulia.log"))))
                    .contains("not polling: " + reason);
        }
    }

    private static void awaitReady() {
        var actuator = new Actuator(stack().workerPort());
        await().atMost(NOTICED_WITHIN).until(() -> actuator.readiness().statusCode() == 200);
    }

    private static JsonNode temporal(Actuator actuator) {
        return Http.JSON.readTree(actuator.readiness().body()).at("/components/temporal");
    }
}
