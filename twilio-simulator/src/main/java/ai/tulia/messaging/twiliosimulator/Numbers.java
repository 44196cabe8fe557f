package ai.tulia.messaging.twiliosimulator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The numbers whose inbound messages go to a webhook. */
final class Numbers {
    private final Map<String, OwnedNumber> numbers = new ConcurrentHashMap<>();

    void set(OwnedNumber number) {
        numbers.put(number.number(), number);
    }

    @Nullable
    OwnedNumber find(String number) {
        return numbers.get(number);
    }

    List<OwnedNumber> all() {
        return numbers.values().stream()
                .sorted(Comparator.comparing(OwnedNumber::number))
                .toList();
    }
}
