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

    /** Every column there is, in words. */
    String KNOWN = "phone_number, name, time_zone, tags, "
            + Arrays.stream(ConsentType.values())
                    .map(type -> CONSENT + type.code())
                    .collect(Collectors.joining(", "))
            + ", attr.<name>";

    record Number() implements CsvColumn {}

    record Name() implements CsvColumn {}

    record Zone() implements CsvColumn {}

    record Tags() implements CsvColumn {}

    record Consent(ConsentType type) implements CsvColumn {}

    record Attribute(String key) implements CsvColumn {}

    /** The column of this name, or null when there is none. */
    static @Nullable CsvColumn named(String name) {
        return switch (name) {
            case "phone_number" -> new Number();
            case "name" -> new Name();
            case "time_zone" -> new Zone();
            case "tags" -> new Tags();
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
        String key = name.substring(ATTRIBUTE.length());
        return CustomerRules.attributeKey(key) == null ? new Attribute(key) : null;
    }
}
