package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to fill a template with.
 *
 * @param context values by variable; they come before the customer's
 * @param version null = the latest
 * @param customerId whose name and attributes fill what the context leaves out; null = nobody's
 */
record PreviewRequest(
        @Nullable Map<String, @Nullable String> context,
        @Nullable Integer version,
        @Nullable UUID customerId) {
    private static final int MAX_VALUES = 200;

    Map<String, String> values() {
        var values = new HashMap<String, String>();
        if (context != null) {
            if (context.size() > MAX_VALUES) {
                throw ApiProblem.invalid("context", "has more than " + MAX_VALUES + " values", "leave some out");
            }
            context.forEach((variable, value) -> {
                if (value != null) {
                    values.put(variable, value);
                }
            });
        }
        return values;
    }
}
