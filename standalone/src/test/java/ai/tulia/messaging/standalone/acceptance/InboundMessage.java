package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * What somebody writes to a tenant's number.
 *
 * @param from the address by its channel, such as {@code whatsapp:+4915112345678}
 * @param media each with {@code content_type} and {@code content}
 */
record InboundMessage(Shop shop, String from, String text, List<Map<String, String>> media) {
    /** By the simulator, as Twilio does: signed, to the tenant's inbound webhook. */
    void post(AcceptanceStack stack) throws IOException, InterruptedException {
        String body = Http.JSON.writeValueAsString(Map.of(
                "account",
                shop.account(),
                "from",
                from,
                "to",
                "whatsapp:+14155238886",
                "body",
                text,
                "webhook_url",
                "http://127.0.0.1:" + stack.http().port() + "/v1/webhooks/twilio/inbound/" + shop.id(),
                "media",
                media));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(stack.simulator().address().resolve("/_simulator/inbound"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).containsPattern("\"webhook_status\":20[04]");
        }
    }
}
