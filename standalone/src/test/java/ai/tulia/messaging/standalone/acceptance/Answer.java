package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What came back over HTTP, and how long it took. */
record Answer(int status, HttpHeaders headers, String body, Duration took) {
    JsonNode json() {
        return Http.JSON.readTree(body);
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    Instant instant(String field) {
        return Instant.parse(text(field));
    }

    UUID messageId() {
        return UUID.fromString(text("message_id"));
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    Answer expect(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }
}
