package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerProfile;
import ai.tulia.messaging.store.database.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** People and criteria drawn from few values, so that they meet often. */
record Chance(Random random) {
    private static final List<String> NAMES = List.of("Ana", "ana", "Ben", "O'Neil", "Zoë", ":name", "100%");
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/Lima");
    private static final List<String> TAGS = List.of("vip", "new", "a:b", "x.y-z");
    private static final List<String> ATTRIBUTES = List.of("city", "age", "since", "A_1");
    /** Times and what looks like one. */
    private static final List<Object> DATES = List.of(
            "2026-01-31",
            "2026-01-31T10:00:00Z",
            "2026-01-31T10:00+05:45",
            "2026-01-31T10:00:00.123456Z",
            "2026-02-30",
            "2026-01-31 10:00",
            "2026-01-31T10:00",
            "2026-13-01T10:00:00Z",
            "2026-01-31T10:00:00+99:00",
            "20260131",
            "now",
            "infinity");

    private static final List<Object> VALUES = List.of(
            "Berlin",
            "berlin",
            "",
            "5",
            "5.0",
            "abc",
            "true",
            "null",
            "ü",
            "\ufffd",
            "𝒳",
            "' or true --",
            "a\nb",
            "{\"a\": 1}",
            "\\",
            5,
            5.0,
            4.5,
            -1,
            10_000_000_000L,
            1e10,
            1e300,
            0.1,
            true,
            false,
            "2026-01-31");
    private static final List<Object> TIMES = List.of(
            "2026-01-30T20:00:00Z",
            "2026-01-31",
            "2026-01-31T10:00:00Z",
            "2026-01-31T04:15:00Z",
            "2026-11-01",
            "2026-11-23T12:00:00+05:45",
            Map.of("days_ago", 0),
            Map.of("days_ago", 5),
            Map.of("days_ago", 400));

    Person person(int number) {
        var attributes = new HashMap<String, Object>();
        ATTRIBUTES.forEach(name -> sometimes(() -> attributes.put(name, oneOf(valuesOf(name)))));
        var consents = new EnumMap<ConsentType, ConsentState>(ConsentType.class);
        for (ConsentType type : ConsentType.values()) {
            sometimes(() -> consents.put(type, oneOf(List.of(ConsentState.GRANTED, ConsentState.WITHDRAWN))));
        }
        var sent = new ArrayList<Instant>();
        for (int i = random.nextInt(4); i > 0; i--) {
            sent.add(random.nextInt(3) == 0 ? null : instant());
        }
        var profile = new CustomerProfile(
                "+1415555%04d".formatted(number),
                random.nextInt(3) == 0 ? null : oneOf(NAMES),
                random.nextBoolean() ? null : oneOf(ZONES),
                TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList(),
                attributes);
        return new Person(new Customer(Ids.next(), profile, instant(), AudienceStore.NOW, 0), consents, sent);
    }

    Map<String, Object> tree(int levels) {
        return switch (levels == 0 ? 9 : random.nextInt(10)) {
            case 0, 1 -> Map.of("all", parts(levels));
            case 2, 3 -> Map.of("any", parts(levels));
            case 4, 5 -> Map.of("not", tree(levels - 1));
            default -> condition();
        };
    }

    private List<Map<String, Object>> parts(int levels) {
        return several(() -> tree(levels - 1));
    }

    private Map<String, Object> condition() {
        return switch (random.nextInt(8)) {
            case 0 -> equality("name", NAMES);
            case 1 -> equality("phone_number", List.of("+14155550001", "+14155550002"));
            case 2 -> equality("time_zone", ZONES);
            case 3 -> equality("tags", TAGS);
            case 4 ->
                equality("consent." + oneOf(List.of(ConsentType.values())).code(), List.of("granted", "withdrawn"));
            case 5 -> time(oneOf(List.of("created_at", "last_contact_at", "attr.since")));
            default -> attribute(oneOf(ATTRIBUTES));
        };
    }

    private static List<Object> valuesOf(String attribute) {
        return attribute.equals("since") ? DATES : VALUES;
    }

    private Map<String, Object> attribute(String name) {
        String field = "attr." + name;
        return switch (random.nextInt(3)) {
            case 0 -> equality(field, valuesOf(name));
            case 1 -> time(field);
            default -> {
                Object bound = oneOf(valuesOf(name));
                yield bound instanceof Boolean
                        ? equality(field, valuesOf(name))
                        : condition(field, oneOf(List.of("<", ">")), bound);
            }
        };
    }

    private Map<String, Object> equality(String field, List<?> values) {
        return switch (random.nextInt(4)) {
            case 0 -> condition(field, "=", oneOf(values));
            case 1 -> condition(field, oneOf(List.of("!=", "≠")), oneOf(values));
            case 2 -> condition(field, "in", several(() -> oneOf(values)));
            default -> exists(field);
        };
    }

    private Map<String, Object> time(String field) {
        return random.nextInt(5) == 0
                ? exists(field)
                : condition(field, oneOf(List.of("before", "after")), oneOf(TIMES));
    }

    private Map<String, Object> exists(String field) {
        return random.nextInt(3) == 0
                ? Map.of("field", field, "op", "exists")
                : condition(field, "exists", random.nextBoolean());
    }

    private static Map<String, Object> condition(String field, String op, Object value) {
        return Map.of("field", field, "op", op, "value", value);
    }

    /** Within about a year, often exactly on a bound. */
    private Instant instant() {
        return random.nextInt(4) == 0
                ? Instant.parse(oneOf(List.of("2026-01-31T00:00:00Z", "2026-01-31T10:00:00Z", "2026-11-01T00:00:00Z")))
                : AudienceStore.NOW.minus(Duration.ofHours(random.nextInt(24 * 400)));
    }

    private <T> List<T> several(Supplier<T> one) {
        var all = new ArrayList<T>();
        for (int i = random.nextInt(4); i > 0; i--) {
            all.add(one.get());
        }
        return all;
    }

    private void sometimes(Runnable act) {
        if (random.nextBoolean()) {
            act.run();
        }
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
