package ai.tulia.messaging.api.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The fields of a body by its schema, objects and arrays among them: each by the way to it, 0 for the first of an array. */
final class BodyFields {
    private static final int DEPTH = 5;

    private BodyFields() {}

    static List<List<String>> of(JsonNode document, IdPlace.Operation operation) {
        JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
        return fields(document, schema, List.of(), Set.of()).stream().distinct().toList();
    }

    private static List<List<String>> fields(JsonNode document, JsonNode schema, List<String> at, Set<String> within) {
        if (schema.has("$ref")) {
            String ref = schema.path("$ref").asString();
            if (within.contains(ref)) {
                return List.of();
            }
            var deeper = new HashSet<>(within);
            deeper.add(ref);
            return fields(document, document.at(ref.substring(1)), at, deeper);
        }
        var found = new ArrayList<List<String>>();
        if (!at.isEmpty()) {
            found.add(at);
        }
        if (at.size() >= DEPTH) {
            return found;
        }
        schema.path("properties")
                .propertyStream()
                .forEach(field -> found.addAll(fields(document, field.getValue(), below(at, field.getKey()), within)));
        if (schema.has("items")) {
            found.addAll(fields(document, schema.path("items"), below(at, "0"), within));
        }
        if (schema.path("additionalProperties").isObject()) {
            found.addAll(fields(document, schema.path("additionalProperties"), below(at, "name"), within));
        }
        for (String union : new String[] {"oneOf", "anyOf", "allOf"}) {
            schema.path(union).forEach(part -> found.addAll(fields(document, part, at, within)));
        }
        return found;
    }

    private static List<String> below(List<String> at, String name) {
        var deeper = new ArrayList<>(at);
        deeper.add(name);
        return deeper;
    }
}
