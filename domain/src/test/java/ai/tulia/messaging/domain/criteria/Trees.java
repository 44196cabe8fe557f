package ai.tulia.messaging.domain.criteria;

import java.util.List;
import java.util.Map;

/** Trees as a JSON library makes them. */
final class Trees {
    private Trees() {}

    static Map<String, Object> condition(String field, String op, Object value) {
        return Map.of("field", field, "op", op, "value", value);
    }

    static Map<String, Object> all(Object... parts) {
        return Map.of("all", List.of(parts));
    }

    static Map<String, Object> any(Object... parts) {
        return Map.of("any", List.of(parts));
    }

    static Map<String, Object> not(Object part) {
        return Map.of("not", part);
    }
}
