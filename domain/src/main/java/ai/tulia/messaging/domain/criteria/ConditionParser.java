package ai.tulia.messaging.domain.criteria;

import ai.tulia.messaging.domain.customer.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one condition: a field, an operator that fits it, and what {@link ComparisonParser} makes of the value. */
final class ConditionParser {
    private static final String FIELD = "field";
    private static final String OP = "op";
    private static final String VALUE = "value";
    private static final List<String> MEMBERS = List.of(FIELD, OP, VALUE);

    private final Mistakes mistakes;
    private final ComparisonParser comparisons;
    private final List<AttributeUse> attributes = new ArrayList<>();

    ConditionParser(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.comparisons = new ComparisonParser(mistakes);
    }

    /** Those read so far. */
    List<AttributeUse> attributes() {
        return List.copyOf(attributes);
    }

    static boolean looksLikeOne(Map<?, ?> node) {
        return MEMBERS.stream().anyMatch(node::containsKey);
    }

    @Nullable
    Criteria condition(Map<?, ?> node, String path) {
        for (Object member : node.keySet()) {
            if (!MEMBERS.contains(String.valueOf(member))) {
                mistakes.add(Mistakes.below(path, member), "is unknown here", "a condition has field, op and value");
            }
        }
        CustomerField field = field(node.get(FIELD), path + "." + FIELD);
        Operator operator = operator(node.get(OP), field, path + "." + OP);
        if (field == null || operator == null) {
            return null;
        }
        Criteria condition = operator == Operator.EXISTS
                ? exists(field, node, path + "." + VALUE)
                : compared(field, operator, node, path + "." + VALUE);
        if (field instanceof CustomerField.Attribute(String name)) {
            attributes.add(new AttributeUse(path, name, comparesNumbers(condition)));
        }
        return condition;
    }

    private @Nullable Criteria compared(CustomerField field, Operator operator, Map<?, ?> node, String path) {
        if (!node.containsKey(VALUE)) {
            mistakes.add(path, "is missing", "give a value");
            return null;
        }
        return comparisons.compared(field, operator, node.get(VALUE), path);
    }

    private static boolean comparesNumbers(@Nullable Criteria condition) {
        return switch (condition) {
            case Criteria.NumberBeyond _ -> true;
            case Criteria.AttributeIn(var _, var values) ->
                !values.isEmpty() && values.stream().allMatch(AttributeValue.Numeric.class::isInstance);
            case Criteria.Not(var part) -> comparesNumbers(part);
            case null, default -> false;
        };
    }

    private @Nullable CustomerField field(@Nullable Object name, String path) {
        if (!(name instanceof String text)) {
            mistakes.add(path, name == null ? "is missing" : "is no string", "give one of " + CustomerField.KNOWN);
            return null;
        }
        CustomerField field = CustomerField.named(text);
        if (field == null && text.startsWith(CustomerField.ATTRIBUTE)) {
            mistakes.add(path, "names no attribute", "after attr., " + AttributeName.RULE);
        } else if (field == null) {
            mistakes.add(path, "is no field of a customer", "give one of " + CustomerField.KNOWN);
        }
        return field;
    }

    /** @param field null when it is not known; then any operator will do for now */
    private @Nullable Operator operator(@Nullable Object code, @Nullable CustomerField field, String path) {
        Set<Operator> allowed = field == null ? Operator.ALL : field.operators();
        Operator operator = code instanceof String text ? Operator.fromCode(text) : null;
        if (operator != null && allowed.contains(operator)) {
            return operator;
        }
        String problem = operator == null ? "is no operator" : "does not fit this field";
        mistakes.add(path, code == null ? "is missing" : problem, "give one of " + Operator.codes(allowed));
        return null;
    }

    private @Nullable Criteria exists(CustomerField field, Map<?, ?> node, String path) {
        var exists = new Criteria.Exists(field);
        if (!node.containsKey(VALUE)) {
            return exists;
        }
        if (node.get(VALUE) instanceof Boolean wanted) {
            return wanted ? exists : new Criteria.Not(exists);
        }
        mistakes.add(path, "is neither true nor false", "give one of the two, or leave it out for true");
        return null;
    }
}
