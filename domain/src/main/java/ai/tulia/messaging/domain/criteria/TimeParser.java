package ai.tulia.messaging.domain.criteria;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads points in time; null = not readable, and a mistake says why. */
final class TimeParser {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int LAST_YEAR = 9_999;
    private static final String TIMES =
            "give an instant such as 2026-01-31T10:00:00Z, a date such as 2026-01-31," + " or {\"days_ago\": 30}";

    private final Mistakes mistakes;

    TimeParser(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    @Nullable
    PointInTime point(@Nullable Object value, String path) {
        return switch (value) {
            case String text -> {
                Instant instant = instant(text);
                yield instant == null
                        ? wrong(path, "is neither instant nor date", TIMES)
                        : new PointInTime.Fixed(instant);
            }
            case Map<?, ?> relative -> daysAgo(relative, path);
            case null, default -> wrong(path, "is no time", TIMES + ValueParser.orExists(value));
        };
    }

    private @Nullable PointInTime daysAgo(Map<?, ?> relative, String path) {
        if (relative.size() != 1 || !relative.containsKey("days_ago")) {
            return wrong(path, "is no time", TIMES);
        }
        return relative.get("days_ago") instanceof Integer days && days >= 0 && days <= PointInTime.DaysAgo.MAX
                ? new PointInTime.DaysAgo(days)
                : wrong(
                        path + ".days_ago",
                        "is no number of days",
                        "give a whole number from 0 to " + PointInTime.DaysAgo.MAX);
    }

    /** Null when the text is no time of the years 1 to 9999, which every side can hold. */
    private static @Nullable Instant instant(String text) {
        try {
            var time = DATE.matcher(text).matches()
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            return time.getYear() >= 1 && time.getYear() <= LAST_YEAR ? time.toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable PointInTime wrong(String path, String problem, String hint) {
        mistakes.add(path, problem, hint);
        return null;
    }
}
