package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ControlApiTest {
    private final TwilioSimulator simulator =
            TwilioSimulator.start(TwilioSimulatorOptions.defaults().withCallbackDelay(Duration.ofMinutes(1)));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        return Json.MAPPER.readTree(call("GET", path, "").body());
    }

    @Test
    void showsMessagesNewestFirstWithFilters() throws Exception {
        Sdk.send(simulator, "one");
        Message.creator(new PhoneNumber("whatsapp:+14155550155"), new PhoneNumber("whatsapp:+14155550199"), "two")
                .create(Sdk.client(simulator));

        JsonNode all = get("/_simulator/messages");
        assertThat(all.size()).isEqualTo(2);
        assertThat(all.get(0).get("body").stringValue()).isEqualTo("two");
        assertThat(all.get(0).get("status").stringValue()).isEqualTo("queued");
        assertThat(all.get(0).propertyNames())
                .contains(
                        "sid",
                        "account_sid",
                        "to",
                        "from",
                        "content_sid",
                        "content_variables",
                        "status_callback",
                        "validity_period",
                        "date_created",
                        "error_code");
        assertThat(get("/_simulator/messages?to=%2B14155550155").size()).isEqualTo(1);
        assertThat(get("/_simulator/messages?to=whatsapp:+14155550155").size()).isEqualTo(1);
        assertThat(get("/_simulator/messages?limit=1").size()).isEqualTo(1);
        assertThat(get("/_simulator/messages?account=AC9").size()).isZero();
    }

    @Test
    void showsEachPostWithItsFormAndAnswer() throws Exception {
        simulator.faults(List.of(FaultRule.of(FaultMode.ERROR_5XX_AFTER_EXECUTE)));
        Sdk.refusal(() -> Sdk.send(simulator, "one"));

        JsonNode request = get("/_simulator/requests").get(0);

        assertThat(request.get("status").intValue()).isEqualTo(500);
        assertThat(request.get("accepted").booleanValue()).isTrue();
        assertThat(request.get("method").stringValue()).isEqualTo("POST");
        assertThat(request.get("path").stringValue()).endsWith("/Messages.json");
        assertThat(request.get("form").get("Body").stringValue()).isEqualTo("one");
        assertThat(request.get("fault").stringValue()).isEqualTo("error_5xx_after_execute");
    }

    @Test
    void showsAPostWhoseFormCannotBeDecoded() throws Exception {
        HttpRequest broken = HttpRequest.newBuilder(
                        URI.create(simulator.address() + "/2010-04-01/Accounts/" + Sdk.ACCOUNT + "/Messages.json"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("To=%zz"))
                .build();

        assertThat(http.send(broken, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);

        assertThat(simulator.requests()).singleElement().returns(400, ReceivedRequest::status);
    }

    @Test
    void forgetsOnDelete() throws Exception {
        Sdk.send(simulator, "one");

        assertThat(call("DELETE", "/_simulator/messages", "").statusCode()).isEqualTo(204);
        assertThat(call("DELETE", "/_simulator/requests", "").statusCode()).isEqualTo(204);

        assertThat(simulator.messages()).isEmpty();
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void takesFaultRulesAndReadsThemBack() throws Exception {
        String rules = "[{\"mode\":\"busy_429\",\"account\":\"AC1\",\"share\":0.5,\"retry_after_seconds\":2}]";

        assertThat(call("PUT", "/_simulator/faults", rules).statusCode()).isEqualTo(200);

        JsonNode rule = get("/_simulator/faults").get(0);
        assertThat(rule.get("mode").stringValue()).isEqualTo("busy_429");
        assertThat(rule.get("retry_after_seconds").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"mode":"explode"}]            | explode
            [{"share":0.5}]                 | mode is missing
            [{"mode":"ok","share":1.5}]     | share must be between 0 and 1
            [{"mode":"ok","times":0}]       | times must be at least 1
            [{"mode":"ok","http_status":7}] | http_status must be between 400 and 599
            [{"mode":"ok","shar":0.5}]      | shar
            [null]                          | null
            {                               | end-of-input
            null                            | must be JSON
            """)
    void saysWhatIsWrongWithARule(String rules, String reason) throws Exception {
        HttpResponse<String> answer = call("PUT", "/_simulator/faults", rules);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    @Test
    void thePageEscapesWhatItShows() throws Exception {
        Sdk.send(simulator, "<script>alert('x')</script> & more");

        String page = call("GET", "/", "").body();

        assertThat(page)
                .contains("&lt;script&gt;alert('x')&lt;/script&gt; &amp; more")
                .doesNotContain("<script>");
        assertThat(call("GET", "/_simulator", "").body()).contains("+14155550100");
        for (String path : List.of("/", "/_simulator")) {
            var headers = call("GET", path, "").headers();
            assertThat(headers.allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
            assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
        }
    }

    @Test
    void anUnknownRouteOrMethodOrTypeIsNamedInTwiliosWay() throws Exception {
        String messages = "/2010-04-01/Accounts/" + Sdk.ACCOUNT + "/Messages.json";

        assertThat(call("GET", "/2010-04-01/Accounts/AC1/Calls.json", "").body())
                .contains("20404");
        assertThat(call("PATCH", messages, "").statusCode()).isEqualTo(405);
        assertThat(call("GET", "/nowhere", "").statusCode()).isEqualTo(404);
        HttpRequest json = HttpRequest.newBuilder(URI.create(simulator.address() + messages))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(json, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
        assertThat(call("GET", "/_simulator/health", "").body()).contains("UP");
    }
}
