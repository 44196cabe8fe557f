package ai.tulia.messaging.domain.criteria;

/**
 * Where criteria ask for an attribute.
 *
 * @param condition path of the condition, such as {@code recipient_criteria.all[2]}
 * @param name without {@code attr.}
 * @param comparesNumbers whether only an attribute that is a number can be what it asks for
 */
public record AttributeUse(String condition, String name, boolean comparesNumbers) {
    public String fieldPath() {
        return condition + ".field";
    }

    public String valuePath() {
        return condition + ".value";
    }
}
