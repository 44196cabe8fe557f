package ai.tulia.messaging.store.database;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this product stores it and hands it on; what the API reads and answers has rules of its own. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, String>> STRINGS = new TypeReference<>() {};

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** For a {@code jsonb} parameter, to be cast in the statement; null stays null. */
    public static @Nullable String writeNullable(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    /** @param json of an object; null = an empty one */
    public static Map<String, Object> object(@Nullable String json) {
        return json == null || json.equals("{}") ? Map.of() : MAPPER.readValue(json, OBJECT);
    }

    public static <T> List<T> list(String json, Class<T> element) {
        return MAPPER.readValue(json, MAPPER.getTypeFactory().constructCollectionType(List.class, element));
    }

    /** @param json of an object of strings; null = an empty one */
    public static Map<String, String> strings(@Nullable String json) {
        return json == null ? Map.of() : MAPPER.readValue(json, STRINGS);
    }
}
