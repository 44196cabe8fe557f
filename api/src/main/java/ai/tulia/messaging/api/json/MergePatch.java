package ai.tulia.messaging.api.json;

import ai.tulia.messaging.api.problem.JsonProblems;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * PATCH: fields that are absent stay as they are, null clears, and the result is checked like a whole request. An object is
 * replaced as a whole, but for the fields that are merged: there it is the same by key (RFC 7396).
 */
@Component
public class MergePatch {
    private final JsonMapper json;

    MergePatch(JsonMapper json) {
        this.json = json;
    }

    /**
     * @param current what the resource would look like as a request
     * @param mergedFields whose objects are merged by key
     * @throws ai.tulia.messaging.api.problem.ApiProblem 400 when a field is unknown or of the wrong type
     */
    public <T> T apply(Class<T> type, T current, ObjectNode patch, String... mergedFields) {
        ObjectNode merged = json.valueToTree(current);
        for (var field : patch.properties()) {
            boolean byKey = List.of(mergedFields).contains(field.getKey());
            if (byKey
                    && field.getValue() instanceof ObjectNode changes
                    && merged.get(field.getKey()) instanceof ObjectNode members) {
                merge(members, changes);
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        }
        try {
            return json.treeToValue(merged, type);
        } catch (JacksonException wrong) {
            throw JsonProblems.problemFor(wrong);
        }
    }

    private static void merge(ObjectNode members, ObjectNode changes) {
        for (var change : changes.properties()) {
            if (change.getValue().isNull()) {
                members.remove(change.getKey());
            } else {
                members.set(change.getKey(), change.getValue());
            }
        }
    }
}
