package ai.tulia.messaging.api.testing;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back over HTTP. */
public record Answer(int status, HttpHeaders headers, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public JsonNode json() {
        return JSON.readTree(body);
    }

    public String text(String field) {
        return json().path(field).asString("");
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String code() {
        return text("code");
    }
}
