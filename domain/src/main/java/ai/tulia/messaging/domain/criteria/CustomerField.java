package ai.tulia.messaging.domain.criteria;

import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.customer.AttributeName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What criteria can ask a customer for. */
public sealed interface CustomerField {
    String ATTRIBUTE = "attr.";
    String CONSENT = "consent.";

    /** Every field there is, in words. */
    String KNOWN = "name, phone_number, time_zone, tags, attr.<name>, "
            + Arrays.stream(ConsentType.values())
                    .map(type -> CONSENT + type.code())
                    .collect(Collectors.joining(", "))
            + ", created_at, last_contact_at";

    /** The operators that make sense here. */
    Set<Operator> operators();

    /** A field whose value can be a time. */
    sealed interface Dated extends CustomerField {}

    enum Text implements CustomerField {
        NAME,
        PHONE_NUMBER,
        /** The customer's own; one who lives in the tenant's zone by default has none. */
        TIME_ZONE;

        @Override
        public Set<Operator> operators() {
            return EnumSet.of(Operator.EQUAL, Operator.UNEQUAL, Operator.IN, Operator.EXISTS);
        }
    }

    record Tags() implements CustomerField {
        @Override
        public Set<Operator> operators() {
            return EnumSet.of(Operator.EQUAL, Operator.UNEQUAL, Operator.IN, Operator.EXISTS);
        }
    }

    /** On the channel of the tenant's sender; there is a value once the customer said anything. */
    record Consent(ConsentType type) implements CustomerField {
        @Override
        public Set<Operator> operators() {
            return EnumSet.of(Operator.EQUAL, Operator.UNEQUAL, Operator.IN, Operator.EXISTS);
        }
    }

    /** A text, a number or a boolean; a text in ISO form (date, or instant with offset) is a time too. */
    record Attribute(String name) implements Dated {
        @Override
        public Set<Operator> operators() {
            return EnumSet.allOf(Operator.class);
        }
    }

    enum Moment implements Dated {
        CREATED_AT,
        /** When the newest message to the customer was handed to the provider; none before the first. */
        LAST_CONTACT_AT;

        @Override
        public Set<Operator> operators() {
            return EnumSet.of(Operator.EXISTS, Operator.BEFORE, Operator.AFTER);
        }
    }

    /** The field of this name, or null when there is none. */
    static @Nullable CustomerField named(String name) {
        return switch (name) {
            case "name" -> Text.NAME;
            case "phone_number" -> Text.PHONE_NUMBER;
            case "time_zone" -> Text.TIME_ZONE;
            case "tags" -> new Tags();
            case "created_at" -> Moment.CREATED_AT;
            case "last_contact_at" -> Moment.LAST_CONTACT_AT;
            default -> name.startsWith(CONSENT) ? consent(name) : attribute(name);
        };
    }

    private static @Nullable CustomerField consent(String name) {
        for (ConsentType type : ConsentType.values()) {
            if (name.equals(CONSENT + type.code())) {
                return new Consent(type);
            }
        }
        return null;
    }

    private static @Nullable CustomerField attribute(String name) {
        if (!name.startsWith(ATTRIBUTE)) {
            return null;
        }
        String attribute = name.substring(ATTRIBUTE.length());
        return AttributeName.isValid(attribute) ? new Attribute(attribute) : null;
    }
}
