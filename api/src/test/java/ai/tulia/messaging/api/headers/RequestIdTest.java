package ai.tulia.messaging.api.headers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A request has one id: in its answer, in its problem and in the log. */
@ExtendWith(OutputCaptureExtension.class)
class RequestIdTest extends ApiTest {
    private static final String HEADER = "X-Request-Id";
    private static final String ROUTE = "/v1/play/" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "order-4711_retry.2", "0123456789012345678901234567890123456789012345678901234567890123"})
    void theCallersIdIsTaken(String id) {
        Answer answer = api().send("GET", tenant().key(), ROUTE, null, HEADER, id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().allValues(HEADER)).containsExactly(id);
    }

    @Test
    void oneOf128CharactersIsTakenAndALongerOneIsNot() {
        String longest = "x".repeat(128);
        String key = tenant().key();
        assertThat(api().send("GET", key, ROUTE, null, HEADER, longest).header(HEADER))
                .isEqualTo(longest);
        assertMade(api().send("GET", key, ROUTE, null, HEADER, longest + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "{\"a\":1}", "+4915112345678", "a,b"})
    void anotherIsMadeInPlaceOfOneThatIsNotWellFormed(String id) {
        assertMade(api().send("GET", tenant().key(), ROUTE, null, HEADER, id));
    }

    @Test
    void withoutOneEachRequestGetsItsOwn() {
        String key = tenant().key();
        Answer one = api().get(key, ROUTE);
        assertMade(one);
        assertThat(api().get(key, ROUTE).header(HEADER)).isNotEqualTo(one.header(HEADER));
    }

    @Test
    void everyProblemSaysIt() {
        String key = tenant().key();
        for (Answer problem : new Answer[] {
            api().send("GET", null, ROUTE, null, HEADER, "mine"),
            api().send("GET", key, "/v1/nowhere", null, HEADER, "mine"),
            api().send("GET", key, "/v1/play/broken", null, HEADER, "mine"),
            api().send("DELETE", key, "/v1/play", null, HEADER, "mine"),
            api().post(key, "/v1/play", "{", HEADER, "mine"),
            api().post(key, "/v1/play", "{\"unknown\":1}", HEADER, "mine", "Idempotency-Key", "k"),
            api().send("GET", null, "/favicon.ico", null, HEADER, "mine"),
        }) {
            assertThat(problem.status()).as(problem.body()).isGreaterThanOrEqualTo(400);
            assertThat(problem.text("request_id")).as(problem.body()).isEqualTo("mine");
            assertThat(problem.headers().allValues(HEADER)).containsExactly("mine");
        }
    }

    @Test
    void whatTheContainerRefusesHasOneToo() throws IOException {
        try (var socket = new Socket("localhost", api().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains(HEADER + ": ")
                    .contains("\"request_id\":\"");
        }
    }

    @Test
    void theLogHasIt(CapturedOutput output) {
        String id = "logged-" + UUID.randomUUID();
        Answer failed = api().send("GET", tenant().key(), "/v1/play/broken", null, HEADER, id);
        assertThat(failed.status()).isEqualTo(500);
        assertThat(output.getAll().lines())
                .anyMatch(line -> line.contains("\"ERROR\"") && line.contains("\"request_id\":\"" + id + "\""));
    }

    private static void assertMade(Answer answer) {
        assertThat(answer.headers().allValues(HEADER)).hasSize(1);
        assertThat(UUID.fromString(answer.header(HEADER))).isNotNull();
    }
}
