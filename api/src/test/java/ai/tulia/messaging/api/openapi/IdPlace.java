package ai.tulia.messaging.api.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Where an operation of the document takes an id.
 *
 * @param in path, query or body
 * @param at the parameter's name; in a body the way to the field, with 0 for the first of an array
 * @param kind whose id: of a path the segment before it, else the name
 */
record IdPlace(Operation operation, String in, List<String> at, String kind) {
    private static final Pattern ID = Pattern.compile("(.*_)?(ids?|sid|cursor)");
    /** Ids that are the provider's, and not ours to look up. */
    private static final Set<String> PROVIDERS = Set.of("content_sid");

    /** @param takes the media types of its body; @param answers those of its answers below 300 */
    record Operation(String id, String method, String path, JsonNode json, List<String> takes, List<String> answers) {
        boolean isFor(String key) {
            return json.path("security").valueStream().anyMatch(each -> each.has(key));
        }
    }

    static List<Operation> operations(JsonNode document) {
        var all = new ArrayList<Operation>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyStream().forEach(method -> {
                    JsonNode json = method.getValue();
                    var answers = new HashSet<String>();
                    json.path("responses")
                            .propertyStream()
                            .filter(answer -> answer.getKey().startsWith("2"))
                            .forEach(answer -> answers.addAll(
                                    answer.getValue().path("content").propertyNames()));
                    all.add(new Operation(
                            json.path("operationId").asString(),
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            json,
                            List.copyOf(json.at("/requestBody/content").propertyNames()),
                            answers.isEmpty() ? List.of("application/json") : List.copyOf(answers)));
                }));
        return all;
    }

    static List<IdPlace> of(JsonNode document) {
        var all = new ArrayList<IdPlace>();
        for (Operation operation : operations(document)) {
            if (operation.json().path("security").isEmpty()) {
                // Open to anyone: it shows nothing of a tenant's.
                continue;
            }
            operation.json().path("parameters").forEach(parameter -> {
                String in = parameter.path("in").asString();
                String name = parameter.path("name").asString();
                if (in.equals("path") || (in.equals("query") && isId(name, parameter.path("schema")))) {
                    all.add(new IdPlace(operation, in, List.of(name), kind(operation.path(), in, name)));
                }
            });
            JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
            fields(document, schema, List.of(), Set.of())
                    .forEach(at -> all.add(new IdPlace(operation, "body", at, singular(lastName(at)))));
        }
        return all;
    }

    private static boolean isId(String name, JsonNode schema) {
        return !PROVIDERS.contains(name)
                && !schema.path("type").toString().contains("boolean")
                && (ID.matcher(name).matches()
                        || schema.path("format").asString("").equals("uuid"));
    }

    private static String kind(String path, String in, String name) {
        if (!in.equals("path") || !name.equals("id")) {
            return name;
        }
        String before = path.substring(0, path.indexOf("/{id}"));
        return before.substring(before.lastIndexOf('/') + 1);
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
        if (!at.isEmpty() && isId(lastName(at), schema) && !schema.has("items")) {
            found.add(at);
        }
        schema.path("properties")
                .propertyStream()
                .forEach(field -> found.addAll(fields(document, field.getValue(), below(at, field.getKey()), within)));
        if (schema.has("items")) {
            found.addAll(fields(document, schema.path("items"), below(at, "0"), within));
        }
        for (String union : new String[] {"oneOf", "anyOf", "allOf"}) {
            schema.path(union).forEach(part -> found.addAll(fields(document, part, at, within)));
        }
        return found.stream().distinct().toList();
    }

    private static List<String> below(List<String> at, String name) {
        var deeper = new ArrayList<>(at);
        deeper.add(name);
        return deeper;
    }

    /** Of a field, or of the array that it is in. */
    private static String lastName(List<String> at) {
        String last = at.getLast();
        return last.equals("0") && at.size() > 1 ? at.get(at.size() - 2) : last;
    }

    private static String singular(String name) {
        return name.endsWith("_ids") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public String toString() {
        return operation.id() + ": " + in + " " + String.join(".", at);
    }
}
