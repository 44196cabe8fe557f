package ai.tulia.messaging.api.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each request is one line of JSON that says who called what and what came of it, and nothing of what was in it. */
@ExtendWith(OutputCaptureExtension.class)
class AccessLogTest extends ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MARK = "4915199887755";

    @Test
    void aRequestIsOneLine(CapturedOutput output) {
        var tenant = tenant();
        UUID key = api().bean(ApiKeyRepository.class)
                .list(tenant.id(), null, 1)
                .getFirst()
                .id();
        String id = id();
        api().send("GET", tenant.key(), "/v1/play/" + UUID.randomUUID() + "?limit=7", null, "X-Request-Id", id);

        JsonNode line = line(output, id);

        assertThat(line.path("message").asString()).isEqualTo("request");
        assertThat(line.path("method").asString()).isEqualTo("GET");
        assertThat(line.path("route").asString()).isEqualTo("/v1/play/{id}");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("duration_ms").asInt(-1)).isBetween(0, 60_000);
        assertThat(line.path("tenant_id").asString()).isEqualTo(tenant.id().toString());
        assertThat(line.path("key_id").asString()).isEqualTo(key.toString());
    }

    @Test
    void oneWithoutATenantHasNone(CapturedOutput output) {
        String id = id();
        api().send("GET", "wrong", "/v1/play/x", null, "X-Request-Id", id);

        JsonNode line = line(output, id);

        assertThat(line.path("status").asInt()).isEqualTo(401);
        assertThat(line.propertyNames()).doesNotContain("tenant_id", "key_id", "route");
    }

    @Test
    void nothingOfAddressQueryHeadersOrBodyIsInIt(CapturedOutput output) throws IOException {
        String key = tenant().key();
        String id = id();
        api().send(
                        "POST",
                        key,
                        "/v1/customers?q=" + MARK,
                        "{\"phone_number\":\"+" + MARK + "\"}",
                        "X-Request-Id",
                        id,
                        "Idempotency-Key",
                        MARK);
        api().get(key, "/v1/nowhere/" + MARK);
        assertThat(raw("PHONE" + MARK + " /v1/play HTTP/1.1")).contains("HTTP/1.1 4");
        raw("GET /v1/" + MARK + "/%zz HTTP/1.1");
        assertThat(line(output, id).path("route").asString()).isEqualTo("/v1/customers");
        String last = id();
        api().send("GET", key, "/v1/play/" + UUID.randomUUID(), null, "X-Request-Id", last);
        line(output, last);
        assertThat(output.getAll()).doesNotContain(MARK).doesNotContain(key);
    }

    @Test
    void whatACallerWritesForgesNoLineAndBreaksNone(CapturedOutput output) throws IOException {
        String key = tenant().key();
        String forged = "forged-" + UUID.randomUUID();
        String escaped = "\\r\\n{\\\"message\\\":\\\"" + forged + "\\\"}";
        String encoded = "%0D%0A%7B%22message%22%3A%22" + forged + "%22%7D";
        String name = id();
        api().post(key, "/v1/customers", "{\"name\":\"" + escaped + "\"}", "X-Request-Id", name);
        String metadata = id();
        api().post(key, "/v1/messages/send", "{\"metadata\":{\"" + escaped + "\":1}}", "X-Request-Id", metadata);
        String query = id();
        api().send("GET", key, "/v1/play/" + UUID.randomUUID() + "?limit=" + encoded, null, "X-Request-Id", query);
        String path = id();
        api().send("GET", key, "/v1/play/" + encoded, null, "X-Request-Id", path);
        String failed = id();
        api().send("GET", key, "/v1/play/broken?q=" + encoded, null, "X-Request-Id", failed);
        api().send("GET", key, "/v1/play/x", null, "X-Request-Id", "\"}{\"message\":\"" + forged);
        assertThat(raw("GET /v1/play/x HTTP/1.1\r\nX-Request-Id: a\r{\"message\":\"" + forged + "\"}"))
                .startsWith("HTTP/1.1 4");
        String last = id();
        api().send("GET", key, "/v1/play/" + UUID.randomUUID(), null, "X-Request-Id", last);
        line(output, last);

        for (String id : List.of(name, metadata, query, path, failed)) {
            assertThat(line(output, id).path("message").asString()).isEqualTo("request");
            assertThat(output.getAll().lines().filter(line -> line.contains("\"tulia.access\"") && line.contains(id)))
                    .hasSize(1);
            assertThat(output.getAll().lines().filter(line -> line.contains(id)))
                    .allSatisfy(line -> assertThat(
                                    JSON.readTree(line).path("request_id").asString())
                            .isEqualTo(id));
        }
        assertThat(output.getAll()).doesNotContain(forged);
    }

    private static String id() {
        return "access-" + UUID.randomUUID();
    }

    /** The line is written once the answer is on its way. */
    private static JsonNode line(CapturedOutput output, String id) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> output.getAll()
                                .lines()
                                .filter(line -> line.contains("\"tulia.access\"") && line.contains(id))
                                .findFirst(),
                        Optional::isPresent)
                .map(JSON::readTree)
                .orElseThrow();
    }

    private static String raw(String requestLine) throws IOException {
        try (var socket = new Socket("localhost", api().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
