package ai.tulia.messaging.domain.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as every answer, file, event and notice shows them. What is finer than shown is cut off, never rounded up. */
public final class TimeFormat {
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private TimeFormat() {}

    /** RFC 3339 in UTC, such as {@code 2026-03-01T08:00:00.000Z}. */
    public static String instant(Instant instant) {
        return INSTANT.format(instant);
    }

    /** A wall time, such as {@code 2026-03-01T09:00:00}. */
    public static String local(LocalDateTime time) {
        return LOCAL.format(time);
    }

    /** Such as {@code 22:00:00}. */
    public static String timeOfDay(LocalTime time) {
        return TIME_OF_DAY.format(time);
    }
}
