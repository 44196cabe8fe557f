package ai.tulia.messaging.api.requestfields;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.JsonProblems;
import ai.tulia.messaging.domain.template.TemplateValues;
import ai.tulia.messaging.store.database.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two free-form objects of a message. */
public final class JsonFields {
    private static final int MAX_VALUES = 200;
    private static final int MAX_VALUE_LENGTH = 1_600;
    private static final int MAX_METADATA = 16;
    private static final int METADATA_BYTES = 4_096;

    private JsonFields() {}

    /** The values of placeholders, as they are put into the text. */
    public static Map<String, String> context(@Nullable Map<String, @Nullable Object> given, Checks checks) {
        var values = new LinkedHashMap<String, String>();
        if (given == null) {
            return values;
        }
        checks.that(given.size() <= MAX_VALUES, "context", "has more than 200 values", "leave some out");
        given.forEach((name, value) -> {
            String field = "context." + JsonProblems.shortened(name);
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                String text = TemplateValues.text(value);
                checks.that(text.length() <= MAX_VALUE_LENGTH, field, "has more than 1,600 characters", "shorten it")
                        .that(
                                text.chars().noneMatch(JsonFields::isStrayControl),
                                field,
                                "holds control characters",
                                "leave out all but line breaks and tabs");
                values.put(name, text);
            } else {
                checks.that(false, field, "is neither string, number nor boolean", "give one of them, or leave it out");
            }
        });
        return values;
    }

    public static @Nullable Map<String, Object> metadata(@Nullable Map<String, @Nullable Object> given, Checks checks) {
        if (given == null) {
            return null;
        }
        String json = Json.write(given);
        checks.that(given.size() <= MAX_METADATA, "metadata", "has more than 16 names", "leave some out")
                .that(
                        json.getBytes(StandardCharsets.UTF_8).length <= METADATA_BYTES,
                        "metadata",
                        "is larger than 4 kB",
                        "keep it with you and give its id");
        @SuppressWarnings("NullAway") // nulls inside are the caller's own, kept as they came
        Map<String, Object> kept = (Map<String, Object>) (Map<String, ?>) given;
        return kept;
    }

    private static boolean isStrayControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }
}
