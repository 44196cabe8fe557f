package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document tells what the broadcast routes take, and every status and type they answer with. */
class BroadcastDocumentTest extends ApiTest {
    private final JsonNode document = api().get(null, "/v1/openapi.json").json();

    @Test
    void everyStatusAndTypeIsThere() {
        assertThat(route("", "post").path("responses").propertyNames()).contains("201", "400", "409", "422");
        for (String step : new String[] {"start", "pause", "resume", "cancel"}) {
            assertThat(route("/{id}/" + step, "post").path("responses").propertyNames())
                    .contains("200", "404", "409");
        }
        JsonNode list = route("/{id}/recipients", "get");
        assertThat(list.path("responses").propertyNames()).contains("200", "304", "404", "406", "410");
        assertThat(list.at("/responses/200/content").propertyNames()).contains("application/json", "text/csv");
        assertThat(list.path("parameters").toString()).contains("cursor", "reason");
        JsonNode upload = route("/{id}/recipients", "post");
        assertThat(upload.at("/requestBody/content").propertyNames())
                .containsExactly("text/csv", "multipart/form-data");
        assertThat(upload.path("responses").propertyNames()).contains("200", "409", "413", "415", "422");
        JsonNode events = route("/{id}/events", "get");
        assertThat(events.path("responses").propertyNames()).contains("200", "429");
        assertThat(events.at("/responses/200/content").propertyNames()).containsExactly("text/event-stream");
    }

    @Test
    void theAnswerNamesItsProgressInOneObject() {
        var fields = document.at("/components/schemas/BroadcastResponse/properties");
        assertThat(fields.propertyNames())
                .contains("id", "status", "recipient_criteria", "counts", "next_wake_reason", "eta")
                .doesNotContain("progress");
    }

    private JsonNode route(String path, String method) {
        return document.path("paths").path("/v1/broadcasts" + path).path(method);
    }
}
