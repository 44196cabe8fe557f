package ai.tulia.messaging.api.json;

import ai.tulia.messaging.api.problem.JsonProblems;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** PATCH: fields that are absent stay as they are, null clears, and the result is checked like a whole request. */
@Component
public class MergePatch {
    private final JsonMapper json;

    MergePatch(JsonMapper json) {
        this.json = json;
    }

    /**
     * @param current what the resource would look like as a request
     * @throws ai.tulia.messaging.api.problem.ApiProblem 400 when a field is unknown or of the wrong type
     */
    public <T> T apply(Class<T> type, T current, ObjectNode patch) {
        ObjectNode merged = json.valueToTree(current);
        merged.setAll(patch);
        try {
            return json.treeToValue(merged, type);
        } catch (JacksonException wrong) {
            throw JsonProblems.problemFor(wrong);
        }
    }
}
