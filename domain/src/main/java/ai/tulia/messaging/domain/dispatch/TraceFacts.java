package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one trace entry, in reading order. Values are what JSON knows (text, numbers, booleans), so that event
 * log and API show the same; what is not known is left out.
 */
final class TraceFacts {
    private final Map<String, Object> facts = new LinkedHashMap<>();

    TraceFacts and(String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value instanceof Instant instant ? TimeFormat.instant(instant) : value);
        }
        return this;
    }

    /** The wall clock of the zone at this instant, such as {@code 2026-03-29T03:00:00}. */
    TraceFacts andLocal(String name, Instant at, ZoneId zone) {
        return and(name, TimeFormat.local(LocalDateTime.ofInstant(at, zone)));
    }

    Map<String, Object> asMap() {
        return facts;
    }
}
