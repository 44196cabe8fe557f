package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.customer.CustomerRules;
import ai.tulia.messaging.domain.consent.ConsentType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column of a customer file holds. */
sealed interface CsvColumn {
    String CONSENT = "consent_";
    String ATTRIBUTE = "attr.";
    String REASON = "reason";

    String ATTRIBUTES = "attr.<name> (its type after it, if it is no text: " + AttributeType.SUFFIXES + ")";

    /** Every column there is, in words. */
    String KNOWN = "phone_number, name, time_zone, tags, "
            + Arrays.stream(ConsentType.values())
                    .map(type -> CONSENT + type.code())
                    .collect(Collectors.joining(", "))
            + ", " + CsvColumn.ATTRIBUTES;

    record Number() implements CsvColumn {}

    record Name() implements CsvColumn {}

    record Zone() implements CsvColumn {}

    record Tags() implements CsvColumn {}

    record Consent(ConsentType type) implements CsvColumn {}

    record Attribute(String key, AttributeType type) implements CsvColumn {}

    /** Why the row was not taken another time; not read. */
    record Reason() implements CsvColumn {}

    /** Two columns of the same key say the same. */
    static String keyOf(CsvColumn column, String name) {
        return column instanceof Attribute(String key, var _) ? ATTRIBUTE + key : name;
    }

    /** The column of this name, or null when there is none. */
    static @Nullable CsvColumn named(String name) {
        return switch (name) {
            case "phone_number" -> new Number();
            case "name" -> new Name();
            case "time_zone" -> new Zone();
            case "tags" -> new Tags();
            case REASON -> new Reason();
            default -> name.startsWith(CONSENT) ? consent(name) : attribute(name);
        };
    }

    private static @Nullable CsvColumn consent(String name) {
        for (ConsentType type : ConsentType.values()) {
            if (name.equals(CONSENT + type.code())) {
                return new Consent(type);
            }
        }
        return null;
    }

    private static @Nullable CsvColumn attribute(String name) {
        if (!name.startsWith(ATTRIBUTE)) {
            return null;
        }
        String[] parts = name.substring(ATTRIBUTE.length()).split(":", 2);
        AttributeType type = AttributeType.fromCode(parts.length == 2 ? parts[1].strip() : null);
        String key = parts[0].strip();
        return type != null && CustomerRules.attributeKey(key) == null ? new Attribute(key, type) : null;
    }
}
