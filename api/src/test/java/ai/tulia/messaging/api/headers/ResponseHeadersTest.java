package ai.tulia.messaging.api.headers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer is kept or taken for something else by a browser, whoever gives it, and none repeats the caller's Host. */
class ResponseHeadersTest extends ApiTest {
    @Test
    void everyAnswerIsNeitherKeptNorSniffed() {
        String key = tenant().key();
        for (Answer answer : new Answer[] {
            api().get(key, "/v1/customers"),
            api().get(key, "/v1/customers/" + UUID.randomUUID()),
            api().get(null, "/v1/customers"),
            api().get(null, "/favicon.ico"),
            api().get(key, "/v1/play/broken"),
            api().post(key, "/v1/play", "{"),
            api().get(TestApi.OPERATOR_KEY, "/v1/tenants"),
            api().get(null, "/v1/openapi.json"),
        }) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
    }

    @Test
    void whatTheContainerRefusesIsNoExceptionToIt() throws IOException {
        String answer = raw("/v1/%zz", "x");
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).contains("X-Content-Type-Options: nosniff").contains("Cache-Control: no-store");
    }

    @Test
    void thePageOfTheDocumentLoadsNothingFromElsewhere() {
        Answer page = api().get(null, "/v1/swagger-ui/index.html");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("script-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(page.body())
                .doesNotContain("<script>")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/openapi.json",
                "/v1/openapi.json/swagger-config",
                "/v1/docs",
                "/v1/swagger-ui/index.html",
                "/v1/x"
            })
    void noAnswerRepeatsTheHostThatItWasAskedBy(String path) throws IOException {
        String answer = raw(path, "evil.example");
        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("evil.example");
    }

    private static String raw(String path, String host) throws IOException {
        try (var socket = new Socket("localhost", api().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
