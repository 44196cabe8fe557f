package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.problem.ProblemTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a generator of clients needs of every operation and every schema. */
class DocumentRulesTest extends DocumentTest {
    /** Of these, each value may be anything. */
    private static final Set<String> FREE_FORM = Set.of("metadata", "detail", "facts");

    private static final Set<String> TYPING = Set.of("type", "$ref", "oneOf", "anyOf", "allOf", "const");

    private final JsonNode document = document();

    @Test
    void everyOperationHasAnIdInWordsATagAndASummary() {
        var ids = new ArrayList<String>();
        var tags = document.path("tags").findValuesAsString("name");
        everyOperation((route, operation) -> {
            ids.add(operation.path("operationId").asString());
            assertThat(operation.path("operationId").asString()).as(route).matches("[a-z]+([A-Z][a-z]+)+");
            assertThat(operation.path("tags")).as(route).hasSize(1);
            assertThat(tags).as(route).contains(operation.at("/tags/0").asString());
            assertThat(operation.path("summary").asString()).as(route).matches("[A-Z].*[^.]");
            assertThat(operation.path("description").asString()).as(route).isNotBlank();
        });
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(document.path("tags"))
                .allSatisfy(
                        tag -> assertThat(tag.path("description").asString()).isNotBlank());
    }

    @Test
    void everyOperationSaysWhatItAnswersAndInWhichForm() {
        everyOperation((route, operation) -> {
            var statuses = operation.path("responses").propertyNames();
            assertThat(statuses).as(route).anyMatch(status -> status.startsWith("2"));
            operation.path("responses").propertyStream().forEach(answer -> {
                String where = route + " " + answer.getKey();
                JsonNode response = resolved(document, answer.getValue());
                assertThat(response.path("description").asString("")).as(where).isNotBlank();
                if (answer.getKey().compareTo("400") >= 0) {
                    assertThat(response.path("content").propertyNames())
                            .as(where)
                            .containsExactly("application/problem+json");
                } else if (!List.of("204", "304").contains(answer.getKey())) {
                    assertThat(response.path("content").propertyNames())
                            .as(where)
                            .isNotEmpty();
                }
            });
        });
    }

    @Test
    void everyOperationSaysWhichKeyItTakes() {
        var schemes = document.at("/components/securitySchemes").propertyNames();
        everyOperation((route, operation) -> {
            assertThat(operation.path("security").isArray()).as(route).isTrue();
            boolean open = route.startsWith("/problems/");
            assertThat(operation.path("security").isEmpty()).as(route).isEqualTo(open);
            operation.path("security").forEach(key -> assertThat(schemes).containsAll(key.propertyNames()));
        });
        assertThat(document.at("/paths/~1v1~1tenants/get/security/0").propertyNames())
                .containsExactly("operatorKey");
        assertThat(document.at("/paths/~1v1~1notices/get/security/0").propertyNames())
                .containsExactly("tenantKey");
        assertThat(document.at("/paths/~1v1~1notices/get/description").asString())
                .contains("`analytics:view`");
        assertThat(document.at("/paths/~1v1~1audit-log/get/security")
                        .valueStream()
                        .flatMap(key -> key.propertyNames().stream()))
                .containsExactly("tenantKey", "operatorKey");
    }

    @Test
    void everyBodyThatIsTakenHasAnExample() {
        everyOperation((route, operation) -> operation
                .at("/requestBody/content")
                .forEach(body -> assertThat(body.has("example")).as(route).isTrue()));
    }

    @Test
    void everyJsonThatIsAnsweredHasAnExample() {
        everyOperation((route, operation) -> {
            List<JsonNode> answers = operation
                    .path("responses")
                    .propertyStream()
                    .filter(answer -> answer.getKey().startsWith("2"))
                    .map(answer -> answer.getValue().at("/content/application~1json"))
                    .filter(JsonNode::isObject)
                    .toList();
            assertThat(answers).as(route).allMatch(answer -> answer.has("example"));
        });
    }

    @Test
    void everySharedProblemHasAnExampleOfItsStatus() {
        everyOperation((route, operation) -> operation
                .path("responses")
                .propertyStream()
                .forEach(answer -> {
                    if (answer.getValue().has("$ref")) {
                        JsonNode example =
                                resolved(document, answer.getValue()).at("/content/application~1problem+json/example");
                        String where = route + " " + answer.getKey();
                        assertThat(example.path("status").asString(""))
                                .as(where)
                                .isEqualTo(answer.getKey());
                        assertThat(ProblemTypes.find(example.path("code").asString(""))
                                        .orElseThrow()
                                        .status())
                                .as(where)
                                .hasToString(answer.getKey());
                        assertThat(example.propertyNames())
                                .as(where)
                                .containsAll(document.at("/components/schemas/Problem/required")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList());
                    }
                }));
    }

    @Test
    void noSchemaIsWithoutAType() {
        document.at("/components/schemas").propertyStream().forEach(s -> typed("", s.getKey(), s.getValue()));
        everyOperation((route, operation) -> {
            operation
                    .path("parameters")
                    .forEach(p -> typed(route, p.path("name").asString(), p.path("schema")));
            Stream.concat(
                            Stream.of(operation.path("requestBody")),
                            operation.path("responses").valueStream())
                    .flatMap(body -> body.path("content").valueStream())
                    .forEach(body -> typed(route, "body", body.path("schema")));
        });
    }

    private void typed(String where, String name, JsonNode schema) {
        String path = where + "/" + name;
        assertThat(schema.propertyNames()).as(path).anyMatch(TYPING::contains);
        schema.path("properties").propertyStream().forEach(p -> typed(path, p.getKey(), p.getValue()));
        if (schema.has("items")) {
            typed(path, "items", schema.path("items"));
        }
        if (schema.path("additionalProperties").isObject() && !FREE_FORM.contains(name)) {
            typed(path, "*", schema.path("additionalProperties"));
        }
        for (String union : new String[] {"oneOf", "anyOf", "allOf"}) {
            schema.path(union).forEach(part -> typed(path, union, part));
        }
    }

    private void everyOperation(BiConsumer<String, JsonNode> check) {
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation ->
                                check.accept(path.getKey() + " " + operation.getKey(), operation.getValue())));
    }
}
