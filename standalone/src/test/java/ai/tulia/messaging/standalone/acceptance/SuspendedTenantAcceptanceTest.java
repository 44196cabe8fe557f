package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A suspended tenant's messages wait, single, in a broadcast and in a batch alike, and go on once it is resumed. */
class SuspendedTenantAcceptanceTest extends AcceptanceTest {
    private static final String REASON = "tenant_suspended";

    private final Shop shop = shop();
    private final Customer ana = shop.customer("promotional");

    @Test
    void whatIsPendingWaitsAndGoesOnOnceEach() {
        Instant soon = Instant.now().plusSeconds(3);
        UUID single = shop.letter("transactional", ana).at(soon).expect(201).messageId();
        String broadcast = shop.post(
                        "/v1/broadcasts",
                        Map.of(
                                "name",
                                "Spring",
                                "message_type",
                                "promotional",
                                "content",
                                "Tulips are back",
                                "recipient_criteria",
                                Map.of("all", List.of()),
                                "scheduled_at",
                                soon.toString(),
                                "start",
                                true))
                .expect(201)
                .text("id");
        String batch = shop.post(
                        "/v1/messages/batch",
                        Map.of(
                                "items",
                                List.of(Map.of(
                                        "customer_id",
                                        ana.id(),
                                        "message_type",
                                        "transactional",
                                        "content",
                                        "From a batch",
                                        "scheduled_at",
                                        soon.toString()))))
                .expect(200)
                .text("batch_id");
        shop.step("suspend");
        shop.letter("transactional", ana).send().expect(403);

        shop.awaitWaiting(single, REASON);
        awaitWaiting("/v1/broadcasts/" + broadcast, "/next_wake_reason");
        awaitWaiting("/v1/batches/" + batch, "/next_wake_reason");
        assertThat(shop.received()).isEmpty();

        shop.step("resume");
        shop.awaitState(single, "sent");
        awaitCompleted("/v1/broadcasts/" + broadcast);
        awaitCompleted("/v1/batches/" + batch);
        assertThat(shop.received()).hasSize(3);
        assertThat(shop.events(single)).contains("deferred", "attempt_started");
    }

    private void awaitWaiting(String path, String field) {
        await(path)
                .atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        shop.get(path).expect(200).json().at(field).asString("").equals(REASON));
    }

    private void awaitCompleted(String path) {
        await(path)
                .atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> shop.get(path).expect(200).text("status").equals("completed"));
    }
}
