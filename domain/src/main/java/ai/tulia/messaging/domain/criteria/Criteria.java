package ai.tulia.messaging.domain.criteria;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which customers are meant: a tree of conditions that is true or false for each customer, never anything between. A
 * condition on a value that a customer does not have is false; {@link Not} turns it around. So {@code !=} is true for
 * a customer without the value: it is read as {@link Not} of {@code =}.
 *
 * <p>Written as {@code {"all": […]}}, {@code {"any": […]}}, {@code {"not": {…}}} and the condition
 * {@code {"field": "attr.city", "op": "=", "value": "Berlin"}}. {@code {"all": []}} is everyone, {@code {"any": []}}
 * no one.
 */
public sealed interface Criteria {
    /** Levels a tree may have, the outermost and its conditions included. */
    int MAX_DEPTH = 8;
    /** Conditions in a tree; a group of none counts as one. */
    int MAX_CONDITIONS = 100;
    /** Values after {@code in}. */
    int MAX_VALUES = 1_000;
    /** Characters of a value. */
    int MAX_VALUE_LENGTH = 1_000;

    /**
     * Reads a tree of maps, lists, strings, numbers and booleans, such as a JSON library makes.
     *
     * @param path where the tree stands in its document, such as {@code recipient_criteria}; mistakes are named below it
     * @throws CriteriaException with every mistake (the first {@value CriteriaException#MAX_ERRORS})
     */
    static Criteria parse(@Nullable Object tree, String path) {
        return CriteriaParser.parse(tree, path);
    }

    /**
     * Every attribute that such a tree asks for, in its order: whether any customer has it, the tree does not know.
     *
     * @throws CriteriaException as when it is parsed
     */
    static List<AttributeUse> attributes(@Nullable Object tree, String path) {
        return CriteriaParser.attributes(tree, path);
    }

    /** Every part holds. */
    record All(List<Criteria> parts) implements Criteria {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one part holds. */
    record Any(List<Criteria> parts) implements Criteria {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Criteria part) implements Criteria {}

    /** There is a value; for tags, at least one. */
    record Exists(CustomerField field) implements Criteria {}

    /** The text is one of these, letter by letter. */
    record TextIn(CustomerField.Text field, List<String> values) implements Criteria {
        public TextIn {
            values = List.copyOf(values);
        }
    }

    /** At least one of the customer's tags is one of these. */
    record TagIn(List<String> tags) implements Criteria {
        public TagIn {
            tags = List.copyOf(tags);
        }
    }

    /** What the customer last said on the sender's channel is one of these: granted or withdrawn. */
    record ConsentIn(ConsentType type, List<ConsentState> states) implements Criteria {
        public ConsentIn {
            states = List.copyOf(states);
        }
    }

    /** The attribute is one of these, of the same type: the text 5 is not the number 5; 5 and 5.0 are the same. */
    record AttributeIn(CustomerField.Attribute field, List<AttributeValue> values) implements Criteria {
        public AttributeIn {
            values = List.copyOf(values);
        }
    }

    /** The attribute is a number below or above this one. */
    record NumberBeyond(CustomerField.Attribute field, Side side, AttributeValue.Numeric bound) implements Criteria {}

    /** The attribute is a text that sorts before or after this one, by Unicode code points. */
    record TextBeyond(CustomerField.Attribute field, Side side, AttributeValue.Text bound) implements Criteria {}

    /** The time lies strictly before ({@link Side#BELOW}) or after ({@link Side#ABOVE}) this one. */
    record TimeBeyond(CustomerField.Dated field, Side side, PointInTime point) implements Criteria {}

    /** On which side of a bound, which itself belongs to neither. */
    enum Side {
        BELOW,
        ABOVE
    }
}
