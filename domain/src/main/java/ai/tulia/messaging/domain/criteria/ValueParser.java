package ai.tulia.messaging.domain.criteria;

import ai.tulia.messaging.domain.consent.ConsentState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads single values; null = not readable, and a mistake says why. */
final class ValueParser {
    /** More than the smallest double has. */
    private static final int MAX_DECIMALS = 1_100;

    private final Mistakes mistakes;

    ValueParser(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    @Nullable
    String text(@Nullable Object value, String path) {
        if (value instanceof String text) {
            return storable(text, path) ? text : null;
        }
        return wrong(path, value == null ? "is null" : "is no string", "give a string" + orExists(value));
    }

    @Nullable
    AttributeValue attribute(@Nullable Object value, String path) {
        return switch (value) {
            case String text -> storable(text, path) ? new AttributeValue.Text(text) : null;
            case Boolean truth -> new AttributeValue.Truth(truth);
            case Number number -> number(number, path);
            case null -> wrong(path, "is null", "give a string, a number or a boolean" + orExists(null));
            default ->
                wrong(path, "is neither string, number nor boolean", "give one of them; for several values use in");
        };
    }

    @Nullable
    ConsentState state(@Nullable Object value, String path) {
        for (ConsentState state : new ConsentState[] {ConsentState.GRANTED, ConsentState.WITHDRAWN}) {
            if (state.code().equals(value)) {
                return state;
            }
        }
        return wrong(path, "is no state of a consent", "give granted or withdrawn" + orExists(value));
    }

    private @Nullable AttributeValue number(Number number, String path) {
        try {
            var exact = new BigDecimal(number.toString());
            if (exact.scale() <= MAX_DECIMALS && Double.isFinite(exact.doubleValue())) {
                return new AttributeValue.Numeric(exact);
            }
        } catch (NumberFormatException e) {
            // NaN or infinite: out of range as well.
        }
        return wrong(path, "is a number out of range", "give a number that a double can hold");
    }

    private boolean storable(String text, String path) {
        if (text.length() > Criteria.MAX_VALUE_LENGTH) {
            mistakes.add(path, "has more than " + Criteria.MAX_VALUE_LENGTH + " characters", "shorten it");
            return false;
        }
        if (text.codePoints().anyMatch(ValueParser::isInNoText)) {
            mistakes.add(path, "holds a control character or half of a character", "remove it");
            return false;
        }
        return true;
    }

    /** What no value of a customer can hold. */
    private static boolean isInNoText(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
        return control || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    static String orExists(@Nullable Object value) {
        return value == null ? "; to ask for a missing value use exists with false" : "";
    }

    private <T> @Nullable T wrong(String path, String problem, String hint) {
        mistakes.add(path, problem, hint);
        return null;
    }
}
