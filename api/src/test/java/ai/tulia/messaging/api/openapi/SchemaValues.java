package ai.tulia.messaging.api.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Values of a schema, as JSON text. */
final class SchemaValues {
    private static final int DEPTH = 6;
    private static final List<String> WORDS = List.of(
            "Ana",
            "x",
            "Hello {{name}}",
            "vip",
            "city",
            "order-4711",
            "Größe",
            "",
            "name",
            "attr.city",
            "granted",
            "all");
    private static final List<String> TIMES = List.of(
            "2027-03-01T09:00:00Z",
            "2036-01-01T00:00:00Z",
            "2020-01-01T00:00:00.000Z",
            "2027-03-28T02:30:00",
            "2027-10-31T02:30:00",
            "2027-03-01T09:00:00+05:45",
            "2027-03-01");

    private final FuzzStack stack;
    private final Random random;
    private final double nasty;

    /** @param nasty the share of values that are {@link Nasties} in place of the schema's */
    SchemaValues(FuzzStack stack, Random random, double nasty) {
        this.stack = stack;
        this.random = random;
        this.nasty = nasty;
    }

    /** @param name of the field or parameter that it is for */
    String of(JsonNode schema, String name) {
        return of(schema, name, 0);
    }

    private String of(JsonNode schema, String name, int depth) {
        if (random.nextDouble() < nasty) {
            return oneOf(Nasties.VALUES);
        }
        if (schema.has("$ref")) {
            JsonNode referred =
                    stack.document().at(schema.path("$ref").asString().substring(1));
            return of(referred, name, depth + 1);
        }
        for (String union : List.of("oneOf", "anyOf")) {
            if (schema.has(union)) {
                return of(oneOf(schema.path(union).valueStream().toList()), name, depth + 1);
            }
        }
        if (schema.has("enum")) {
            return oneOf(schema.path("enum").valueStream().toList()).toString();
        }
        return switch (type(schema)) {
            case "null" -> "null";
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "integer" -> String.valueOf(random.nextInt(-2, 1_000));
            case "number" -> String.valueOf(random.nextDouble() * 1_000);
            case "array" -> array(schema, name, depth);
            case "object" -> object(schema, depth);
            default -> string(schema, name);
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            List<String> types = type.valueStream()
                    .map(JsonNode::asString)
                    .filter(each -> !each.equals("null") || random.nextInt(8) == 0)
                    .toList();
            return oneOf(types);
        }
        return type.asString(schema.has("properties") ? "object" : "string");
    }

    private String array(JsonNode schema, String name, int depth) {
        int size = depth > DEPTH ? 0 : random.nextInt(4);
        return random.ints(size)
                .mapToObj(each -> of(schema.path("items"), name, depth + 1))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String object(JsonNode schema, int depth) {
        var fields = new ArrayList<String>();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").propertyStream().forEach(field -> {
            boolean given = required.contains(field.getKey()) ? random.nextInt(20) > 0 : random.nextInt(5) < 2;
            if (given && depth <= DEPTH) {
                fields.add(field(field.getKey(), of(field.getValue(), field.getKey(), depth + 1)));
            }
        });
        if (schema.path("additionalProperties").isObject() && depth <= DEPTH) {
            for (int i = random.nextInt(3); i > 0; i--) {
                fields.add(field("k" + i, of(schema.path("additionalProperties"), "k", depth + 1)));
            }
        }
        if (random.nextDouble() < nasty) {
            fields.add(oneOf(Nasties.STRINGS) + ":" + oneOf(Nasties.VALUES));
        }
        if (!fields.isEmpty() && random.nextDouble() < nasty) {
            fields.add(fields.getFirst());
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static String field(String name, String value) {
        return "\"" + name + "\":" + value;
    }

    private String string(JsonNode schema, String name) {
        String text = switch (schema.path("format").asString("")) {
            case "uuid" -> stack.id(name.replaceAll("_ids$", "_id"));
            case "date-time", "date" -> oneOf(TIMES);
            case "uri" -> "https://example.com/hooks";
            default -> word(name.toLowerCase(Locale.ROOT));
        };
        return "\"" + text + "\"";
    }

    private String word(String name) {
        return switch (name) {
            case "to", "phone_number" -> "+1415" + (2_000_000 + random.nextInt(7_000_000));
            case "time_zone" -> oneOf(List.of("Europe/Berlin", "recipient", "tenant", "Asia/Kathmandu"));
            case "scheduled_at", "expires_at", "from", "until" -> oneOf(TIMES);
            case "url" -> "https://example.com/hooks";
            case "cursor" -> stack.id("cursor");
            default -> oneOf(WORDS);
        };
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
