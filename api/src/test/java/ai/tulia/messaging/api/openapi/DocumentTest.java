package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import tools.jackson.databind.JsonNode;

/** The document as anybody reads it. */
abstract class DocumentTest extends ApiTest {
    static JsonNode document() {
        var answer = api().get(null, "/v1/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    /** What is said once for all is referred to. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
