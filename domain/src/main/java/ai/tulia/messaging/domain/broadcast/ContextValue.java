package ai.tulia.messaging.domain.broadcast;

import ai.tulia.messaging.domain.template.TemplateValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a broadcast's variable takes its value from: the same for all, or each recipient's own. */
public sealed interface ContextValue {
    /** The same text for every recipient. */
    record Text(String text) implements ContextValue {}

    /** @param variable {@code name} or {@code attr.<key>} of the recipient */
    record From(String variable) implements ContextValue {}

    /**
     * What one recipient's placeholders are filled with.
     *
     * @param attributes the customer's, or those given with the recipient
     */
    static Map<String, String> resolve(
            Map<String, ContextValue> context, @Nullable String name, Map<String, Object> attributes) {
        Map<String, String> own = TemplateValues.of(Map.of(), name, attributes);
        Map<String, String> values = new LinkedHashMap<>();
        context.forEach((variable, value) -> {
            @Nullable
            String text = switch (value) {
                case Text(String same) -> same;
                case From(String source) -> own.get(source);
            };
            if (text != null) {
                values.put(variable, text);
            }
        });
        return TemplateValues.of(values, name, attributes);
    }

    /** As it is kept and given: a text, or {@code {"from": "attr.x"}}. */
    static Map<String, Object> toJson(Map<String, ContextValue> context) {
        Map<String, Object> json = new TreeMap<>();
        context.forEach((variable, value) -> json.put(
                variable,
                switch (value) {
                    case Text(String text) -> text;
                    case From(String source) -> Map.of("from", source);
                }));
        return json;
    }

    static Map<String, ContextValue> fromJson(Map<String, Object> json) {
        Map<String, ContextValue> context = new LinkedHashMap<>();
        json.forEach((variable, value) -> context.put(
                variable,
                value instanceof Map<?, ?> map
                        ? new From(String.valueOf(map.get("from")))
                        : new Text(TemplateValues.text(value))));
        return context;
    }
}
