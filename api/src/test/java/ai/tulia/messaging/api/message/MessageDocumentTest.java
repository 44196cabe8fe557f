package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The API document names every answer of these routes. */
class MessageDocumentTest extends MessageTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/messages/send, post, 201 202 400 401 403 405 409 413 415 422 429 502 503",
        "/v1/messages/schedule, post, 201 400 401 403 405 409 413 415 422 503",
        "/v1/messages/explain, post, 200 400 401 403 405 413 415 422 503",
        "/v1/messages/{id}/cancel, post, 200 401 403 404 405 409 503",
        "/v1/messages/{id}/reschedule, post, 200 400 401 403 404 405 409 413 415 422 503",
        "/v1/messages, get, 200 400 401 403 405 503",
        "/v1/messages/{id}, get, 200 401 403 404 405 503",
        "/v1/messages/{id}/events, get, 200 401 403 404 405 503",
        "/v1/messages/{id}/explain, get, 200 401 403 404 405 503"
    })
    void theDocumentNamesEveryAnswer(String path, String method, String statuses) {
        JsonNode operation = api().get(null, "/v1/openapi.json")
                .json()
                .path("paths")
                .path(path)
                .path(method);
        assertThat(operation.path("responses").propertyNames()).contains(statuses.split(" "));
        assertThat(operation.path("summary").asString("")).isNotBlank();
        for (String ok : new String[] {"200", "201", "202"}) {
            JsonNode answer = operation.path("responses").path(ok);
            assertThat(answer.isMissingNode()
                            || answer.at("/content/application~1json/schema").isObject())
                    .as(ok + " " + answer)
                    .isTrue();
        }
    }
}
