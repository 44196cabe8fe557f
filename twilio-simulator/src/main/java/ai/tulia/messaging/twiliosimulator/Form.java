package ai.tulia.messaging.twiliosimulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The fields of a form or of a query. Twilio takes an empty field for one that was not sent. */
record Form(Map<String, List<String>> fields) {
    static final Form EMPTY = new Form(Map.of());

    static Form of(Fields fields) {
        Map<String, List<String>> copy = LinkedHashMap.newLinkedHashMap(fields.getSize());
        for (Fields.Field field : fields) {
            copy.put(field.getName(), List.copyOf(field.getValues()));
        }
        return new Form(Collections.unmodifiableMap(copy));
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    @Nullable
    String value(String name) {
        List<String> values = fields.get(name);
        return values == null || values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    List<String> values(String name) {
        return fields.getOrDefault(name, List.of());
    }
}
