package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check that every answer passes is none: each way to be wrong is found, and said. */
class ApiDocumentTest {
    private final ApiDocument document = new ApiDocument(Http.JSON.readTree("""
            {"paths": {
               "/toys/{id}": {"get": {"responses": {
                 "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Toy"}}}}}},
                 "delete": {"responses": {"204": {"description": "gone"}}}},
               "/toys/best": {"get": {"responses": {"404": {"description": "none"}}}}},
             "components": {"schemas": {
               "Toy": {"type": "object", "required": ["name", "made_at"], "properties": {
                 "name": {"type": "string"},
                 "made_at": {"type": "string", "format": "date-time"},
                 "kind": {"type": ["string", "null"], "enum": ["soft", "hard", null]},
                 "size": {"anyOf": [{"$ref": "#/components/schemas/Size"}, {"type": "null"}]}}},
               "Size": {"type": "object", "required": ["cm"], "properties": {"cm": {"type": "integer"}}}}}}
            """));

    @Test
    void whatTheDocumentSaysPasses() {
        for (String size : List.of("null", "{\"cm\": 3}")) {
            assertThatCode(() -> toy("{\"name\": \"Bear\", \"made_at\": \"2027-01-01T00:00:00.000Z\", \"kind\": null,"
                            + " \"size\": " + size + "}"))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> document.check("DELETE", "/toys/1?now=true", answer(204, "", "")))
                .doesNotThrowAnyException();
    }

    @Test
    void aBodyThatBreaksItsSchemaIsNamedWithItsRouteAndField() {
        assertThatThrownBy(() -> toy("{\"made_at\": \"yesterday\", \"size\": {\"cm\": \"3\"}, \"kind\": \"odd\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("GET /toys/{id} answered 200", "'name'", "/made_at", "/size/cm", "/kind");
        assertThatThrownBy(() -> toy("{\"name\": \"Bear\", \"made_at\": \"2027-01-01T00:00:00.000Z\", \"color\": 1}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'color'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-01T00:00:00Z",
                "2027-01-01T00:00:00.123456Z",
                "2027-01-01T01:00:00.000+01:00",
                "2027-01-01T00:00"
            })
    void aTimeInAnotherFormThanAllIsNamed(String time) {
        assertThatThrownBy(() -> toy("{\"name\": \"" + time + "\", \"made_at\": \"2027-01-01T00:00:00.000Z\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a time in another form than all: \"" + time);
    }

    @Test
    void anUnlistedStatusTypeBodyOrRouteIsNamed() {
        assertThatThrownBy(() -> document.check("GET", "/toys/1", answer(500, "application/json", "{}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /toys/{id} answered 500: the status is not listed");
        assertThatThrownBy(() -> document.check("GET", "/toys/best", answer(200, "application/json", "{}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /toys/best answered 200");
        assertThatThrownBy(() -> document.check("GET", "/toys/1", answer(200, "text/plain", "Bear")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("text/plain is not listed");
        assertThatThrownBy(() -> document.check("DELETE", "/toys/1", answer(204, "application/json", "{}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no body is listed");
        assertThatThrownBy(() -> document.check("GET", "/dolls", answer(200, "application/json", "{}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/dolls");
    }

    private void toy(String body) {
        document.check("GET", "/toys/1", answer(200, "application/json;charset=UTF-8", body));
    }

    private static Answer answer(int status, String type, String body) {
        Map<String, List<String>> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", List.of(type));
        return new Answer(status, HttpHeaders.of(headers, (name, value) -> true), body, Duration.ZERO);
    }
}
