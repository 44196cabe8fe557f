package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.Violation;
import ai.tulia.messaging.domain.customer.AttributeName;
import ai.tulia.messaging.domain.customer.InvalidPhoneNumberException;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a customer's values must be, one rule a value; null = the value is right. */
public final class CustomerRules {
    public static final int MAX_TAGS = 50;
    public static final int MAX_ATTRIBUTES = 50;
    static final int MAX_NAME_LENGTH = 200;
    static final int MAX_ATTRIBUTE_LENGTH = 1_000;

    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private CustomerRules() {}

    public static @Nullable Violation phoneNumber(String number) {
        try {
            var valid = new PhoneNumber(number);
            return valid.e164().equals(number) ? null : new Violation("is not in E.164 form", "write " + valid.e164());
        } catch (InvalidPhoneNumberException e) {
            return new Violation(e.problem(), e.hint());
        }
    }

    public static @Nullable Violation name(String name) {
        if (name.isBlank()) {
            return new Violation("is blank", "leave it out, or give a name");
        }
        if (name.length() > MAX_NAME_LENGTH) {
            return new Violation("has more than " + MAX_NAME_LENGTH + " characters", "shorten it");
        }
        return text(name, "");
    }

    public static @Nullable Violation timeZone(String zone) {
        // Names only: ZoneId.of would take offsets such as GMT+2 as well, which know no summer time.
        return ZONES.contains(zone)
                ? null
                : new Violation("is no IANA time zone", "use a name such as Europe/Berlin or America/New_York");
    }

    public static @Nullable Violation tag(String tag) {
        return TAG.matcher(tag).matches()
                ? null
                : new Violation("is no tag", "use 1 to 64 letters from a to z, digits, _ . : or -");
    }

    public static @Nullable Violation attributeKey(String key) {
        return AttributeName.isValid(key) ? null : new Violation("is no attribute name", AttributeName.RULE);
    }

    public static @Nullable Violation attributeValue(Object value) {
        return switch (value) {
            case String text
            when text.length() > MAX_ATTRIBUTE_LENGTH ->
                new Violation("has more than " + MAX_ATTRIBUTE_LENGTH + " characters", "shorten it");
            case String text -> text(text, "\n\r\t");
            case Double number
            when number.isInfinite() || number.isNaN() ->
                new Violation("is a number out of range", "send it as a string");
            case Number _, Boolean _ -> null;
            default ->
                new Violation("is neither string, number nor boolean", "attributes are flat: split it into several");
        };
    }

    /** What PostgreSQL cannot hold, no reader can see, or a single line cannot carry. */
    private static @Nullable Violation text(String text, String allowed) {
        boolean wrong = text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) && allowed.indexOf(c) < 0
                        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return wrong ? new Violation("holds a control character or half of a character", "remove it") : null;
    }
}
