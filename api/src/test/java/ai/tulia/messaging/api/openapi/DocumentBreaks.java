package ai.tulia.messaging.api.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What of a document its clients rely on and a later one takes away: by operation id, schema, or schema and field. */
final class DocumentBreaks {
    private final JsonNode before;
    private final JsonNode after;
    private final TreeSet<String> found = new TreeSet<>();

    private DocumentBreaks(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    static List<String> between(JsonNode before, JsonNode after) {
        var breaks = new DocumentBreaks(before, after);
        breaks.operations();
        breaks.schemas();
        return List.copyOf(breaks.found);
    }

    private void operations() {
        Map<String, JsonNode> now = operations(after);
        operations(before).forEach((route, old) -> {
            JsonNode operation = now.get(route);
            String id = old.path("operationId").asString();
            if (operation == null
                    || !operation.path("operationId").asString().equals(id)
                    || !keeps(old.path("responses"), operation.path("responses"), "2")
                    || !keeps(old.at("/requestBody/content"), operation.at("/requestBody/content"), "")
                    || !parametersFit(old.path("parameters"), operation.path("parameters"))) {
                found.add(id);
            }
        });
    }

    private static boolean keeps(JsonNode old, JsonNode now, String prefix) {
        return old.propertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .allMatch(now::has);
    }

    /** None is taken away or of another schema, and none is needed that was not. */
    private boolean parametersFit(JsonNode old, JsonNode now) {
        Map<String, JsonNode> known = byName(old);
        Map<String, JsonNode> taken = byName(now);
        return taken.keySet().containsAll(known.keySet())
                && taken.entrySet().stream()
                        .allMatch(parameter -> known.containsKey(parameter.getKey())
                                ? isAlike(
                                        known.get(parameter.getKey()).path("schema"),
                                        parameter.getValue().path("schema"))
                                : !parameter.getValue().path("required").asBoolean(false));
    }

    private void schemas() {
        JsonNode now = after.at("/components/schemas");
        before.at("/components/schemas").propertyStream().forEach(old -> {
            JsonNode schema = now.path(old.getKey());
            if (schema.isMissingNode()) {
                found.add(old.getKey());
                return;
            }
            old.getValue()
                    .path("properties")
                    .propertyStream()
                    .filter(field ->
                            !isAlike(field.getValue(), schema.path("properties").path(field.getKey())))
                    .forEach(field -> found.add(old.getKey() + "." + field.getKey()));
            // What an answer always had may be relied on; what a request need not have may be left out.
            boolean answered = old.getKey().endsWith("Response");
            var less = new TreeSet<>(words((answered ? old.getValue() : schema).path("required")));
            less.removeAll(words((answered ? schema : old.getValue()).path("required")));
            less.forEach(field -> found.add(old.getKey() + "." + field));
        });
    }

    /** A type may not change, and no value of a list may go. */
    private boolean isAlike(JsonNode old, JsonNode now) {
        return !now.isMissingNode()
                && old.path("type").equals(now.path("type"))
                && isSameSchema(old.path("$ref"), now.path("$ref"))
                && isSameSchema(old.at("/items/$ref"), now.at("/items/$ref"))
                && (!now.has("enum") || old.has("enum"))
                && words(now.path("enum")).containsAll(now.has("enum") ? words(old.path("enum")) : List.of());
    }

    /** One that is gone is found by its own name. */
    private boolean isSameSchema(JsonNode old, JsonNode now) {
        return old.equals(now)
                || !now.isMissingNode()
                        && old.isString()
                        && after.at(old.asString().substring(1)).isMissingNode();
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        var all = new TreeMap<String, JsonNode>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation -> all.put(operation.getKey() + " " + path.getKey(), operation.getValue())));
        return all;
    }

    private static Map<String, JsonNode> byName(JsonNode parameters) {
        var all = new TreeMap<String, JsonNode>();
        parameters.forEach(parameter -> all.put(
                parameter.path("in").asString() + " " + parameter.path("name").asString(), parameter));
        return all;
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream()
                .map(JsonNode::toString)
                .map(DocumentBreaks::bare)
                .toList();
    }

    private static String bare(String json) {
        return json.replace("\"", "");
    }
}
