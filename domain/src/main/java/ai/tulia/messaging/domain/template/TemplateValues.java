package ai.tulia.messaging.domain.template;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a template's variables come from: the request's context first, then the customer, whose name is
 * {@code name} and whose attributes are {@code attr.<key>}.
 */
public final class TemplateValues {
    /** The variable that stands for the customer's name. */
    public static final String NAME = "name";
    /** What the variables of the customer's attributes begin with. */
    public static final String ATTRIBUTE_PREFIX = "attr.";

    private TemplateValues() {}

    /**
     * A blank value of the context does not hide the customer's: blank counts as missing everywhere.
     *
     * @param attributes strings, numbers and booleans; the latter two become plain text, without an exponent
     */
    public static Map<String, String> of(
            Map<String, String> context, @Nullable String customerName, Map<String, Object> attributes) {
        Map<String, String> values = new LinkedHashMap<>();
        attributes.forEach((key, value) -> values.put(ATTRIBUTE_PREFIX + key, text(value)));
        if (customerName != null) {
            values.put(NAME, customerName);
        }
        context.forEach((variable, value) -> {
            if (!value.isBlank() || !values.containsKey(variable)) {
                values.put(variable, value);
            }
        });
        return values;
    }

    /** A string, number or boolean as it is put into a text. */
    public static String text(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Double number -> plain(BigDecimal.valueOf(number));
            case Float number -> plain(new BigDecimal(number.toString()));
            default -> value.toString();
        };
    }

    /** 19.0 was written as a whole number somewhere on the way: shown as 19. */
    private static String plain(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0
                ? number.toBigInteger().toString()
                : number.toPlainString();
    }
}
