package ai.tulia.messaging.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each list of words a schema with a name, for the type that a client has of it: by its field where several schemas
 * have it, otherwise by its schema and field.
 */
final class NamedEnums {
    private static final String SCHEMAS = "#/components/schemas/";

    private final Components components;
    private final Map<List<String>, String> known;
    private final Map<String, Map<List<String>, Set<String>>> users = new HashMap<>();

    private NamedEnums(Components components, Map<List<String>, String> known) {
        this.components = components;
        this.known = known;
    }

    /** @param known the names of lists that stand in fields of several names */
    static void name(Components components, Map<List<String>, String> known) {
        var enums = new NamedEnums(components, known);
        // A copy: the schemas with names come to it.
        var schemas = new TreeMap<>(components.getSchemas());
        schemas.forEach(enums::collect);
        schemas.forEach(enums::replace);
    }

    private void collect(String name, Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((field, property) -> {
                Schema<?> words = property.getItems() == null ? property : property.getItems();
                if (isEnum(field, words)) {
                    users.computeIfAbsent(field, f -> new HashMap<>())
                            .computeIfAbsent(words(words), w -> new HashSet<>())
                            .add(bare(name));
                }
            });
        }
    }

    private void replace(String name, Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().replaceAll((field, property) -> {
                if (property.getItems() != null && isEnum(field, property.getItems())) {
                    property.setItems(reference(name, field, property.getItems()));
                    return property;
                }
                return isEnum(field, property) ? named(name, field, property) : property;
            });
        }
    }

    private Schema<?> named(String schema, String field, Schema<?> property) {
        Schema<?> reference = reference(schema, field, property);
        Schema<?> named = property.getTypes().contains("null")
                ? new JsonSchema().anyOf(List.of(reference, new JsonSchema().typesItem("null")))
                : reference;
        named.setDefault(property.getDefault());
        return named.description(property.getDescription());
    }

    private Schema<?> reference(String schema, String field, Schema<?> property) {
        List<String> words = words(property);
        String name = known.getOrDefault(words, nameOf(schema, field, words));
        Schema<String> component = new JsonSchema().typesItem("string");
        component.setEnum(words);
        components.addSchemas(name, component);
        return new JsonSchema().$ref(SCHEMAS + name);
    }

    private String nameOf(String schema, String field, List<String> words) {
        var same =
                Objects.requireNonNull(Objects.requireNonNull(users.get(field)).get(words));
        return same.size() > 1 ? pascal(field) : bare(schema) + pascal(field);
    }

    private static String bare(String schema) {
        return schema.replaceAll("(Patch)?(Request|Response)?$", "");
    }

    /** The operator of a condition says which condition it is: it stays where it is. */
    private static boolean isEnum(String field, Schema<?> property) {
        return !field.equals("op")
                && property.getEnum() != null
                && property.getTypes() != null
                && property.getTypes().contains("string");
    }

    private static List<String> words(Schema<?> property) {
        return property.getEnum().stream()
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }

    private static String pascal(String field) {
        var name = new StringBuilder();
        for (String part : field.split("_")) {
            name.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
        }
        return name.toString();
    }
}
