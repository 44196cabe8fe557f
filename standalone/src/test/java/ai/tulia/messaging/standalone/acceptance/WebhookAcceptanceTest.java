package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens reaches the tenant's own server, signed. */
class WebhookAcceptanceTest extends AcceptanceTest {
    private record Received(HttpHeaders headers, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String type() {
            return json().path("type").asString();
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true), body));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void whatBecomesOfAMessageIsToldInOrderAndItsSignatureVerifies() throws WebhookVerificationException {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.OK));
        Answer endpoint = endpoint(shop, "message.sent", "message.delivered");

        UUID message = shop.letter("transactional", shop.customer()).send().messageId();

        awaitTypes("message.sent", "message.delivered");
        for (Received each : received) {
            new Webhook(endpoint.text("secret")).verify(each.body(), each.headers());
            assertThat(each.json().at("/data/message_id").asString()).isEqualTo(message.toString());
        }
        String attempts = "/v1/webhook-endpoints/" + endpoint.text("id") + "/attempts";
        await().atMost(SETTLED_WITHIN)
                .until(() -> shop.get(attempts).json().path("items").size() == 2);
        assertThat(shop.get(attempts).json().at("/items/0/status").asInt()).isEqualTo(204);
    }

    @Test
    void aBroadcastIsToldFromItsStartToItsEnd() {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.OK));
        shop.customer("promotional");
        endpoint(shop, "broadcast.started", "broadcast.completed", "message.sent");

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
                .untilAsserted(() -> assertThat(received)
                        .extracting(Received::type)
                        .containsOnlyOnce("broadcast.started", "message.sent", "broadcast.completed"));
    }

    private void awaitTypes(String... types) {
        await().atMost(SETTLED_WITHIN)
                .untilAsserted(
                        () -> assertThat(received).extracting(Received::type).containsExactly(types));
    }

    private Answer endpoint(Shop shop, String... events) {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks";
        return shop.post("/v1/webhook-endpoints", Map.of("url", url, "events", List.of(events)))
                .expect(201);
    }
}
