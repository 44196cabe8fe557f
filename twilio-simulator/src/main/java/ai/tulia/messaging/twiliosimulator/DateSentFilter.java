package ai.tulia.messaging.twiliosimulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The filters DateSent (that day), {@code DateSent>} and {@code DateSent<} (both inclusive), in UTC. */
record DateSentFilter(Instant earliest, Instant latest, boolean any) {
    static final DateSentFilter ANY = new DateSentFilter(Instant.MIN, Instant.MAX, true);

    /** Null when a value is not a date or a time. */
    static @Nullable DateSentFilter parse(Form query) {
        DateSentFilter filter = ANY;
        try {
            String on = query.value("DateSent");
            if (on != null) {
                filter = filter.from(startOf(on)).until(endOf(on));
            }
            String after = query.value("DateSent>");
            if (after != null) {
                filter = filter.from(startOf(after));
            }
            String before = query.value("DateSent<");
            return before == null ? filter : filter.until(endOf(before));
        } catch (DateTimeException e) {
            return null;
        }
    }

    boolean matches(@Nullable Instant dateSent) {
        return any || (dateSent != null && !dateSent.isBefore(earliest) && !dateSent.isAfter(latest));
    }

    private DateSentFilter from(Instant at) {
        return new DateSentFilter(at, latest, false);
    }

    private DateSentFilter until(Instant at) {
        return new DateSentFilter(earliest, at, false);
    }

    private static Instant startOf(String text) {
        if (text.length() == "2026-07-01".length()) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** The API counts in whole seconds, or in whole days where only a date is given. */
    private static Instant endOf(String text) {
        return startOf(text)
                .plus(text.length() == "2026-07-01".length() ? Duration.ofDays(1) : Duration.ofSeconds(1))
                .minusNanos(1);
    }
}
