package ai.tulia.messaging.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error is a problem document, whoever found it. */
class ProblemShapeTest extends ApiTest {
    private static String key;

    @BeforeAll
    static void aTenant() {
        key = tenant().key();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nowhere", "/v1/play/no-uuid", "/v1/play/" + "0", "/v1", "/v1/play/a/b/c"})
    void aPathThatLeadsNowhereIs404(String path) {
        expect(api().get(key, path), 404, "not_found");
    }

    @Test
    void aPathOutsideTheApiIs404WithoutAKey() {
        expect(api().get(null, "/favicon.ico"), 404, "not_found");
    }

    @Test
    void anotherMethodIs405WithAllow() {
        Answer answer = api().send("DELETE", key, "/v1/play", null);
        expect(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(answer.text("detail")).isEqualTo("this route answers to POST");
        assertThat(answer.json().at("/errors/0/hint").asString()).isEqualTo("send it as POST");
    }

    @Test
    void traceIs405() throws IOException {
        assertThat(raw("TRACE /v1/play HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json");
    }

    @Test
    void anAcceptThatExcludesJsonIs406BeforeAnythingIsDone() {
        expect(api().send("POST", key, "/v1/play", "{}", "Accept", "text/html"), 406, "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x"
            })
    void anotherContentTypeIs415(String type) {
        expect(api().send("POST", key, "/v1/play", "a=b", "Content-Type", type), 415, "unsupported_media_type");
    }

    @Test
    void aBodyOf10MegabytesIs413AnnouncedOrStreamed() {
        byte[] large = "[".repeat(10 << 20).getBytes(StandardCharsets.US_ASCII);
        var announced = api().request("/v1/play").POST(BodyPublishers.ofByteArray(large));
        var streamed =
                api().request("/v1/play").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        for (var request : new java.net.http.HttpRequest.Builder[] {announced, streamed}) {
            request.header("Authorization", "Bearer " + key).header("Content-Type", "application/json");
            expect(api().send(request.build()), 413, "body_too_large");
        }
    }

    @Test
    void aFailureOfOursIs500WithItsRequestIdAndNotItsText() {
        Answer answer = api().get(key, "/v1/play/broken");
        expect(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("secret words");
        assertThat(UUID.fromString(answer.text("request_id"))).isNotNull();
    }

    @Test
    void anUnknownQueryParameterIsNamed() {
        Answer answer = api().get(key, "/v1/play/" + UUID.randomUUID() + "?limt=3");
        expect(answer, 400, "invalid_request");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("limt");
        assertThat(answer.json().at("/errors/0/hint").asString()).contains("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=x", "?limit=1&limit=2", "?limit=%00", "?limit=%zz"})
    void aQueryParameterOfTheWrongFormIs400(String query) throws IOException {
        assertThat(raw("GET /v1/play/" + UUID.randomUUID() + query + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + key + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%zz", "/v1/%00", "/v1/a%2fb", "/v1/\\", "/v1/a b", "/v1/{"})
    void anAddressThatTheContainerRefusesIsAProblemToo(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @Test
    void headersThatTheContainerRefusesAre400() throws IOException {
        for (String header : new String[] {"X: " + "x".repeat(20_000), "B\0d: x", "no colon"}) {
            String answer = raw("GET /v1/play HTTP/1.1\r\nHost: x\r\n" + header + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
        }
    }

    @Test
    void aLedgerThatIsAwayIs503WithRetryAfter() {
        var properties = TestLedger.fresh().properties().stream()
                .map(p -> p.startsWith("tulia.db.url") ? "tulia.db.url=jdbc:postgresql://localhost:1/none" : p)
                .toList();
        TestApi away = TestApi.start(properties);
        try (var context = away.context()) {
            Answer asTenant = away.get(key, "/v1/play/" + UUID.randomUUID());
            expect(asTenant, 503, "ledger_unavailable");
            assertThat(asTenant.header("Retry-After")).isNotEmpty();
            expect(away.get(TestApi.OPERATOR_KEY, "/v1/tenants"), 503, "ledger_unavailable");
            expect(
                    away.post(TestApi.OPERATOR_KEY, "/v1/tenants", "{}", "Idempotency-Key", "k"),
                    503,
                    "ledger_unavailable");
            UUID tenant = UUID.randomUUID();
            for (String callback : List.of(tenant + "/" + UUID.randomUUID() + "/1", "inbound/" + tenant)) {
                expect(posted(away, "/v1/webhooks/twilio/" + callback), 503, "ledger_unavailable");
            }
        }
    }

    /** As the provider does, which tries again after a 5xx. */
    private static Answer posted(TestApi to, String path) {
        return to.send(to.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "bm90IGNoZWNrZWQ=")
                .POST(BodyPublishers.ofString("MessageSid=SM1&MessageStatus=delivered&From=%2B14155550100&Body=STOP"))
                .build());
    }

    private static void expect(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().propertyNames())
                .contains("type", "title", "status", "detail", "code", "request_id", "errors");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.text("type")).isEqualTo("/problems/" + code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", api().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
