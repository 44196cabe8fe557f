package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls one operation after the other as its example says, and compares the answer with the example's: all but times,
 * secrets and the ids of this run, which stand for those of the examples.
 */
final class ExampleStory {
    static final Path FILES = Path.of("src", "main", "resources", "openapi-examples");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern VARYING = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3}Z)?"
            + "|whsec_[A-Za-z0-9+/=]+|SM[0-9a-f]{32}|tulia_[A-Za-z0-9_-]+");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final TestApi api;
    private final JsonNode document;
    private final Map<String, String> actualIds = new HashMap<>();
    private String tenantKey = "";

    ExampleStory(TestApi api) {
        this.api = api;
        this.document = api.get(null, "/v1/openapi.json").json();
    }

    String tenantKey() {
        return tenantKey;
    }

    /** The id of this run that one of the examples stands for. */
    String actual(String example) {
        return actualIds.getOrDefault(example, example);
    }

    /** From here on this id of the examples stands for one of this run. */
    void id(String example, String actual) {
        actualIds.put(example, actual);
    }

    /**
     * With {@code "compare": "part"} a list of the answer may have more than the example's, with {@code form} values may be
     * others, too: such examples are written by hand.
     *
     * @param name the operation id, and after a hyphen the status of an example beside its first
     * @param write whether an answer that has become another is written to the example
     */
    void call(String name, boolean write) throws IOException {
        Path file = FILES.resolve(name + ".json");
        JsonNode example = JSON.readTree(Files.readString(file));
        Answer answer = send(name.replaceFirst("-.*", ""), example);
        JsonNode body = answer.body().isEmpty() ? JSON.missingNode() : answer.json();
        if (example.has("compare")) {
            boolean form = example.path("compare").asString().equals("form");
            JsonNode expected = JSON.readTree(replaced(example.path("answer").toString()));
            assertThat(answer.status())
                    .as(name + " " + body)
                    .isEqualTo(example.path("status").asInt());
            assertThat(has(body, expected, form))
                    .as(name + " " + body + " has " + expected)
                    .isTrue();
            return;
        }
        learnIds(example.path("answer"), body);
        if (name.equals("createApiKey")) {
            tenantKey = body.path("key").asString();
        }
        String expected = example.path("status").asString("") + " "
                + replaced(example.path("answer").toString());
        String actual = answer.status() + " " + body;
        if (write && !alike(expected, actual)) {
            assertThat(answer.status()).as(name + " " + body).isLessThan(300);
            var written = (ObjectNode) example;
            written.put("status", answer.status());
            written.remove("answer");
            if (!body.isMissingNode()) {
                written.set("answer", JSON.readTree(asExample(body.toString())));
            }
            Files.writeString(file, JSON.writeValueAsString(written) + "\n");
        } else {
            assertThat(varying(actual)).as(name).isEqualTo(varying(expected));
        }
    }

    private Answer send(String operationId, JsonNode example) {
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (operation.getValue().path("operationId").asString().equals(operationId)) {
                    return send(operation.getKey(), path.getKey(), operation.getValue(), example);
                }
            }
        }
        throw new AssertionError("no operation " + operationId);
    }

    private Answer send(String method, String template, JsonNode operation, JsonNode example) {
        String path = template;
        for (var variable : example.path("path").properties()) {
            path = path.replace(
                    "{" + variable.getKey() + "}", variable.getValue().asString());
        }
        if (example.has("query")) {
            path += "?" + example.path("query").asString();
        }
        JsonNode request = example.path("request");
        String body = request.isMissingNode() ? null : request.isString() ? request.asString() : request.toString();
        String key = operation.path("security").findValues("operatorKey").isEmpty() ? tenantKey : TestApi.OPERATOR_KEY;
        String type = operation.at("/requestBody/content").propertyNames().stream()
                .filter(each -> !each.startsWith("multipart/"))
                .findFirst()
                .orElse("application/json");
        var headers = new ArrayList<>(List.of("Content-Type", type));
        example.path("headers").propertyStream().forEach(header -> {
            headers.add(header.getKey());
            headers.add(header.getValue().asString());
        });
        return api.send(
                method.toUpperCase(Locale.ROOT),
                operation.path("security").isEmpty() ? null : key,
                replaced(path),
                body == null ? null : replaced(body),
                headers.toArray(String[]::new));
    }

    /** Whether the answer has all that the example has. */
    private static boolean has(JsonNode actual, JsonNode example, boolean form) {
        if (example.isObject()) {
            return Set.copyOf(actual.propertyNames()).equals(Set.copyOf(example.propertyNames()))
                    && example.propertyStream()
                            .allMatch(field -> field.getKey().equals("next_cursor")
                                    || has(actual.path(field.getKey()), field.getValue(), form));
        }
        if (example.isArray()) {
            return actual.isArray()
                    && ((form && actual.isEmpty())
                            || example.valueStream()
                                    .allMatch(each -> actual.valueStream().anyMatch(other -> has(other, each, form))));
        }
        return form
                ? actual.isNull() || example.isNull() || actual.getNodeType() == example.getNodeType()
                : varying(actual.toString()).equals(varying(example.toString()));
    }

    private void learnIds(JsonNode example, JsonNode actual) {
        if (example.isString()
                && actual.isString()
                && ID.matcher(example.asString()).matches()) {
            actualIds.put(example.asString(), actual.asString());
        }
        example.propertyStream().forEach(field -> learnIds(field.getValue(), actual.path(field.getKey())));
        if (example.isArray()) {
            for (int i = 0; i < example.size(); i++) {
                learnIds(example.path(i), actual.path(i));
            }
        }
    }

    private String replaced(String text) {
        return ID.matcher(text).replaceAll(id -> actualIds.getOrDefault(id.group(), id.group()));
    }

    private String asExample(String text) {
        var examples = new HashMap<String, String>();
        actualIds.forEach((example, actual) -> examples.put(actual, example));
        return ID.matcher(text).replaceAll(id -> examples.computeIfAbsent(id.group(), this::newExample));
    }

    private String newExample(String actual) {
        int number = 100;
        String example;
        do {
            example = "019c6f00-0000-7000-8000-%012d".formatted(number++);
        } while (actualIds.containsKey(example));
        actualIds.put(example, actual);
        return example;
    }

    private static boolean alike(String expected, String actual) {
        return varying(expected).equals(varying(actual));
    }

    private static String varying(String text) {
        return VARYING.matcher(text).replaceAll(ExampleStory::kind);
    }

    private static String kind(MatchResult varying) {
        return varying.group().startsWith("2") ? "(a time)" : "(a secret or the provider's id)";
    }
}
