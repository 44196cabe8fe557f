package ai.tulia.messaging.standalone.acceptance;

import static java.util.stream.Collectors.joining;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API says of itself, to hold its answers to: status, content type and body. A field that the document does not
 * name is wrong too, here: a client made from the document would never see it. So is a time in another form than all.
 */
final class ApiDocument {
    private static final String AT = "https://tulia.invalid/openapi.json";
    private static final Pattern OTHER_TIME = Pattern.compile(
            "\"(?!\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3}Z)?\")\\d{4}-\\d\\d-\\d\\dT[^\"]*\"");

    private final JsonNode document;
    private final JsonNode paths;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    ApiDocument(JsonNode document) {
        document.at("/components/schemas").forEach(ApiDocument::close);
        this.document = document;
        this.paths = document.path("paths");
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(AT, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /** @throws AssertionError naming route, status and what is wrong with the answer */
    void check(String method, String target, Answer answer) {
        String route = route(target.split("\\?")[0]);
        JsonNode known = resolved(paths.at("/" + route.replace("/", "~1"))
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(answer.status())));
        String wrong = known.isMissingNode() ? "the status is not listed" : wrong(known.path("content"), answer);
        if (!wrong.isEmpty()) {
            throw new AssertionError("not as the API's document says: " + method + " " + route + " answered "
                    + answer.status() + ": " + wrong + "\n" + answer.body());
        }
    }

    /** What is said once for all routes is referred to. */
    private JsonNode resolved(JsonNode response) {
        return response.has("$ref")
                ? document.at(response.path("$ref").asString().substring(1))
                : response;
    }

    /** The template of the path; one that says it letter by letter comes before one with a variable. */
    private String route(String path) {
        return paths.propertyNames().stream()
                .filter(template -> path.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
                .min(Comparator.comparingLong(
                        template -> template.chars().filter(c -> c == '{').count()))
                .orElseThrow(() -> new AssertionError("the API's document has no route for " + path));
    }

    private String wrong(JsonNode content, Answer answer) {
        String type = answer.header("Content-Type").split(";")[0];
        if (content.isEmpty()) {
            return answer.body().isEmpty() ? "" : "no body is listed";
        }
        if (!content.has(type)) {
            return "the content type " + type + " is not listed";
        }
        return type.endsWith("json")
                ? violations(content.path(type).path("schema"), answer.json()) + times(answer)
                : "";
    }

    private static String times(Answer answer) {
        return OTHER_TIME
                .matcher(answer.status() < 400 ? answer.body() : "")
                .results()
                .map(time -> "\n  a time in another form than all: " + time.group())
                .collect(joining());
    }

    private String violations(JsonNode schema, JsonNode body) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(body).stream()
                .map(error -> "\n  " + error.getInstanceLocation() + ": " + error.getMessage())
                .collect(joining());
    }

    /** A schema of a route stands on its own once its references lead into the document. */
    private Schema compiled(JsonNode schema) {
        return registry.getSchema(
                Http.JSON.readTree(schema.toString().replace("\"#/components/", "\"" + AT + "#/components/")));
    }
}
