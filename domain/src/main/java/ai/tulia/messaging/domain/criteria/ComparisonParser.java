package ai.tulia.messaging.domain.criteria;

import ai.tulia.messaging.domain.criteria.Criteria.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the value of a condition as its field and operator want it. */
final class ComparisonParser {
    private final Mistakes mistakes;
    private final ValueParser values;
    private final TimeParser times;

    ComparisonParser(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new ValueParser(mistakes);
        this.times = new TimeParser(mistakes);
    }

    /** @param operator one that the field allows, and not exists */
    @Nullable
    Criteria compared(CustomerField field, Operator operator, @Nullable Object value, String path) {
        return switch (operator) {
            case EQUAL -> in(field, List.of(new Asked(value, path)));
            case UNEQUAL -> {
                Criteria equal = in(field, List.of(new Asked(value, path)));
                yield equal == null ? null : new Criteria.Not(equal);
            }
            case IN -> {
                List<Asked> all = listed(value, path);
                yield all == null ? null : in(field, all);
            }
            case LESS -> beyond(field, Side.BELOW, value, path);
            case GREATER -> beyond(field, Side.ABOVE, value, path);
            case BEFORE -> time(field, Side.BELOW, value, path);
            case AFTER -> time(field, Side.ABOVE, value, path);
            case EXISTS -> throw new IllegalArgumentException("exists compares nothing");
        };
    }

    /** A value and where it stands. */
    private record Asked(@Nullable Object value, String path) {}

    private @Nullable List<Asked> listed(@Nullable Object value, String path) {
        if (!(value instanceof List<?> list)) {
            mistakes.add(path, "is no list", "in takes a list of values; for one value use =");
            return null;
        }
        if (list.size() > Criteria.MAX_VALUES) {
            mistakes.add(path, "holds more than " + Criteria.MAX_VALUES + " values", "tag these customers instead");
            return null;
        }
        var all = new ArrayList<Asked>();
        for (int i = 0; i < list.size(); i++) {
            all.add(new Asked(list.get(i), path + "[" + i + "]"));
        }
        return all;
    }

    private @Nullable Criteria in(CustomerField field, List<Asked> asked) {
        return switch (field) {
            case CustomerField.Text text -> {
                var texts = each(asked, values::text);
                yield texts == null ? null : new Criteria.TextIn(text, texts);
            }
            case CustomerField.Tags() -> {
                var tags = each(asked, values::text);
                yield tags == null ? null : new Criteria.TagIn(tags);
            }
            case CustomerField.Consent(var type) -> {
                var states = each(asked, values::state);
                yield states == null ? null : new Criteria.ConsentIn(type, states);
            }
            case CustomerField.Attribute attribute -> {
                var all = each(asked, values::attribute);
                yield all == null ? null : new Criteria.AttributeIn(attribute, all);
            }
            case CustomerField.Moment moment -> throw unfit(moment);
        };
    }

    /** Null when at least one value cannot be read. */
    private static <T> @Nullable List<T> each(
            List<Asked> asked, BiFunction<@Nullable Object, String, @Nullable T> reader) {
        var read = new ArrayList<T>();
        for (Asked one : asked) {
            T value = reader.apply(one.value(), one.path());
            if (value != null) {
                read.add(value);
            }
        }
        return read.size() == asked.size() ? read : null;
    }

    private @Nullable Criteria beyond(CustomerField field, Side side, @Nullable Object value, String path) {
        if (!(field instanceof CustomerField.Attribute attribute)) {
            throw unfit(field);
        }
        return switch (values.attribute(value, path)) {
            case null -> null;
            case AttributeValue.Numeric number -> new Criteria.NumberBeyond(attribute, side, number);
            case AttributeValue.Text text -> new Criteria.TextBeyond(attribute, side, text);
            case AttributeValue.Truth _ -> {
                mistakes.add(path, "is a boolean, which has no order", "give a number or a string, or compare with =");
                yield null;
            }
        };
    }

    private @Nullable Criteria time(CustomerField field, Side side, @Nullable Object value, String path) {
        if (!(field instanceof CustomerField.Dated dated)) {
            throw unfit(field);
        }
        PointInTime point = times.point(value, path);
        return point == null ? null : new Criteria.TimeBeyond(dated, side, point);
    }

    private static IllegalArgumentException unfit(CustomerField field) {
        return new IllegalArgumentException("the operators of " + field + " do not lead here");
    }
}
