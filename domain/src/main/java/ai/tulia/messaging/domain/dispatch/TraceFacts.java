package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one trace entry, in reading order. Values are what JSON knows (text, numbers, booleans), so that event
 * log and API show the same; what is not known is left out. They are put into words when somebody reads them: of a
 * broadcast's million decisions hardly one is read.
 */
final class TraceFacts extends AbstractMap<String, Object> {
    private final List<Fact> known = new ArrayList<>(8);
    private @Nullable Map<String, Object> shown;

    private record Fact(String name, Object value) {}

    private record Local(Instant at, ZoneId zone) {}

    TraceFacts and(String name, @Nullable Object value) {
        if (value != null) {
            known.add(new Fact(name, value));
        }
        return this;
    }

    /** The wall clock of the zone at this instant, such as {@code 2026-03-29T03:00:00}. */
    TraceFacts andLocal(String name, Instant at, ZoneId zone) {
        return and(name, new Local(at, zone));
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> words = shown;
        if (words == null) {
            words = new LinkedHashMap<>();
            for (Fact fact : known) {
                words.put(fact.name(), shown(fact.value()));
            }
            shown = words;
        }
        return Collections.unmodifiableMap(words).entrySet();
    }

    private static Object shown(Object value) {
        return switch (value) {
            case Instant instant -> TimeFormat.instant(instant);
            case Local(Instant at, ZoneId zone) -> TimeFormat.local(LocalDateTime.ofInstant(at, zone));
            default -> value;
        };
    }
}
