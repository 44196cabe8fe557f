package ai.tulia.messaging.domain.customer;

import java.util.regex.Pattern;

/** What an attribute of a customer may be called. */
public final class AttributeName {
    /** The rule in words. */
    public static final String RULE = "begin with a letter from a to z; then letters, digits and _, at most 63";

    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

    private AttributeName() {}

    public static boolean isValid(String name) {
        return FORM.matcher(name).matches();
    }
}
