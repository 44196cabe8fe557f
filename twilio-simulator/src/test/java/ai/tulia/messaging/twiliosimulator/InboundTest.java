package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboundTest {
    private final TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private final WebhookReceiver webhook = new WebhookReceiver();
    private final HttpClient http = HttpClient.newHttpClient();

    InboundTest() throws IOException {}

    @AfterEach
    void stop() {
        simulator.close();
        webhook.close();
        http.close();
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void goesSignedToTheNumbersWebhook() throws Exception {
        Sdk.send(simulator, "the account's first use");
        call("PUT", "/_simulator/numbers", """
                {"number":"whatsapp:+14155550199","account":"%s","inbound_url":"%s"}""".formatted(Sdk.ACCOUNT, webhook.url("/in/tenant-1")));

        HttpResponse<String> answer = call("POST", "/_simulator/inbound", """
                {"from":"whatsapp:+14155550100","to":"whatsapp:+14155550199","body":"STOP"}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"webhook_status\":200", "<Response/>");
        assertThat(webhook.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.isSignedWith(Sdk.TOKEN)).isTrue();
            assertThat(delivery.form())
                    .containsEntry("Body", "STOP")
                    .containsEntry("From", "whatsapp:+14155550100")
                    .containsEntry("WaId", "14155550100")
                    .containsEntry("NumMedia", "0")
                    .containsKey("MessageSid");
        });
    }

    @Test
    void aContactComesAsAFileThatOnlyItsAccountGets() throws Exception {
        Sdk.send(simulator, "the account's first use");
        call("POST", "/_simulator/inbound", """
                {"account":"%s","webhook_url":"%s","from":"whatsapp:US.1","to":"whatsapp:+14155550199","body":"",
                "media":[{"content_type":"text/vcard","content":"BEGIN:VCARD","unavailable":1}]}""".formatted(Sdk.ACCOUNT, webhook.url("/in/tenant-1")));

        var form = webhook.deliveries().getFirst().form();
        assertThat(form)
                .containsEntry("NumMedia", "1")
                .containsEntry("MediaContentType0", "text/vcard")
                .containsEntry("ExternalUserId", "US.1")
                .doesNotContainKey("WaId");
        String path = URI.create(form.get("MediaUrl0")).getPath();
        assertThat(form.get("MediaUrl0"))
                .matches("https://api.twilio.com/2010-04-01/Accounts/" + Sdk.ACCOUNT + "/Messages/MM\\w+/Media/ME\\w+");

        assertThat(file(path, Sdk.TOKEN).statusCode()).isEqualTo(503);
        var answer = file(path, Sdk.TOKEN);
        assertThat(answer.body()).isEqualTo("BEGIN:VCARD");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/vcard");
        assertThat(file(path, "another").statusCode()).isEqualTo(401);
        assertThat(simulator.mediaRequests(Sdk.ACCOUNT)).isEqualTo(3);
    }

    private HttpResponse<String> file(String path, String token) throws Exception {
        String credentials = Base64.getEncoder().encodeToString((Sdk.ACCOUNT + ":" + token).getBytes());
        return http.send(
                HttpRequest.newBuilder(simulator.address().resolve(path))
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void saysSoWhenTheNumberHasNoWebhookOrTheAccountNoTokenOrNobodyAnswers() throws Exception {
        String message = "\"from\":\"+14155550100\",\"to\":\"+14155550199\",\"body\":\"Hi\"";
        String nobody = "{" + message + ",\"account\":\"" + Sdk.ACCOUNT + "\",\"webhook_url\":\"http://127.0.0.1:1/\"}";

        assertThat(call("POST", "/_simulator/inbound", "{" + message + "}").body())
                .contains("no webhook is set");
        assertThat(call("POST", "/_simulator/inbound", nobody).body()).contains("no token of account");
        Sdk.send(simulator, "the account's first use");
        assertThat(call("POST", "/_simulator/inbound", nobody).statusCode()).isEqualTo(502);
        assertThat(call("POST", "/_simulator/inbound", "{}").body()).contains("needs from, to and body");
    }
}
