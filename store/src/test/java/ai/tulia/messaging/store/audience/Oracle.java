package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the documented language says of one person, read from the tree itself: neither parser nor SQL. */
record Oracle(Instant now) {
    boolean means(Map<?, ?> tree, Person person) {
        if (tree.get("all") instanceof List<?> parts) {
            return parts.stream().allMatch(part -> means((Map<?, ?>) part, person));
        }
        if (tree.get("any") instanceof List<?> parts) {
            return parts.stream().anyMatch(part -> means((Map<?, ?>) part, person));
        }
        if (tree.get("not") instanceof Map<?, ?> part) {
            return !means(part, person);
        }
        Object value = tree.get("value");
        List<?> held = held((String) tree.get("field"), person);
        return switch ((String) tree.get("op")) {
            case "=" -> held.stream().anyMatch(own -> same(own, value));
            case "!=", "≠" -> held.stream().noneMatch(own -> same(own, value));
            case "in" ->
                held.stream().anyMatch(own -> ((List<?>) value).stream().anyMatch(one -> same(own, one)));
            case "exists" -> held.isEmpty() == Boolean.FALSE.equals(value);
            case "<" -> held.stream().anyMatch(own -> comparable(own, value) && compared(own, value) < 0);
            case ">" -> held.stream().anyMatch(own -> comparable(own, value) && compared(own, value) > 0);
            case "before" ->
                held.stream().anyMatch(own -> time(own) != null && time(own).isBefore(time(value)));
            case "after" ->
                held.stream().anyMatch(own -> time(own) != null && time(own).isAfter(time(value)));
            default -> throw new IllegalArgumentException(tree.toString());
        };
    }

    /** The values that a field has: none, one, or for tags several. */
    private static List<?> held(String field, Person person) {
        var customer = person.customer().profile();
        return switch (field) {
            case "name" -> noneOrOne(customer.name());
            case "phone_number" -> List.of(customer.phoneNumber());
            case "time_zone" -> noneOrOne(customer.timeZone());
            case "tags" -> customer.tags();
            case "created_at" -> List.of(person.customer().createdAt());
            case "last_contact_at" ->
                person.sent().stream().filter(Objects::nonNull).max(Instant::compareTo).stream()
                        .toList();
            default ->
                field.startsWith("consent.")
                        ? noneOrOne(word(person.consents().get(ConsentType.fromCode(field.substring(8)))))
                        : noneOrOne(customer.attributes().get(field.substring(5)));
        };
    }

    private static List<?> noneOrOne(Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static String word(ConsentState state) {
        return state == null ? null : state.code();
    }

    private static boolean same(Object own, Object asked) {
        return own instanceof Boolean ? own.equals(asked) : comparable(own, asked) && compared(own, asked) == 0;
    }

    private static boolean comparable(Object own, Object asked) {
        return own instanceof Number && asked instanceof Number || own instanceof String && asked instanceof String;
    }

    /** Texts by code points, which is the order of their bytes in UTF-8. */
    private static int compared(Object own, Object asked) {
        return own instanceof Number
                ? new BigDecimal(own.toString()).compareTo(new BigDecimal(asked.toString()))
                : Arrays.compareUnsigned(
                        ((String) own).getBytes(StandardCharsets.UTF_8),
                        ((String) asked).getBytes(StandardCharsets.UTF_8));
    }

    private Instant time(Object value) {
        try {
            return switch (value) {
                case Instant instant -> instant;
                case Map<?, ?> relative -> now.minusSeconds(86_400L * (int) relative.get("days_ago"));
                case String date
                when date.length() == 10 -> LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC);
                case String text -> OffsetDateTime.parse(text).toInstant();
                default -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }
}
