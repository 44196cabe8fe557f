package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.acceptance.WebhookReceiver.Received;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens reaches the tenant's own server, signed. */
class WebhookAcceptanceTest extends AcceptanceTest {
    private WebhookReceiver receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = WebhookReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void whatBecomesOfAMessageIsDeliveredInOrderAndItsSignatureVerifies() throws WebhookVerificationException {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.OK));
        Answer endpoint = receiver.endpoint(shop, "message.sent", "message.delivered");

        UUID message = shop.letter("transactional", shop.customer()).send().messageId();

        awaitTypes("message.sent", "message.delivered");
        for (Received each : receiver.received()) {
            new Webhook(endpoint.text("secret")).verify(each.body(), each.headers());
            assertThat(each.json().at("/data/message_id").asString()).isEqualTo(message.toString());
        }
        String attempts = "/v1/webhook-endpoints/" + endpoint.text("id") + "/attempts";
        await().atMost(SETTLED_WITHIN)
                .until(() -> shop.get(attempts).json().path("items").size() == 2);
        assertThat(shop.get(attempts).json().at("/items/0/status").asInt()).isEqualTo(204);
    }

    @Test
    void aBroadcastsEventsAreDeliveredFromItsStartToItsEnd() {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.OK));
        shop.customer("promotional");
        receiver.endpoint(shop, "broadcast.started", "broadcast.completed", "message.sent");

        shop.post(
                        "/v1/broadcasts",
                        Map.of(
                                "name",
                                "spring",
                                "message_type",
                                "promotional",
                                "content",
                                "News for all",
                                "recipient_criteria",
                                Map.of("all", List.of()),
                                "start",
                                true))
                .expect(201);

        await().atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(receiver.received())
                        .extracting(Received::type)
                        .containsOnlyOnce("broadcast.started", "message.sent", "broadcast.completed"));
    }

    private void awaitTypes(String... types) {
        await().atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(receiver.received())
                        .extracting(Received::type)
                        .containsExactly(types));
    }
}
