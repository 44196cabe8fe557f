package ai.tulia.messaging.twiliosimulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Messages to be sent later: only through a Messaging Service; without one Twilio drops the wish and sends at once. */
final class Scheduling {
    private static final Duration SOONEST = Duration.ofMinutes(5);
    private static final Duration LATEST = Duration.ofDays(35);

    private Scheduling() {}

    static boolean asked(Form form) {
        return "fixed".equals(form.value("ScheduleType")) && form.value("MessagingServiceSid") != null;
    }

    static @Nullable TwilioError violation(Form form) {
        if (!asked(form)) {
            return null;
        }
        Instant at = sendAt(form);
        if (at == null) {
            return TwilioError.badRequest(35114, "SendAt is missing or not a time of ISO 8601 in UTC");
        }
        Duration ahead = Duration.between(Instant.now(), at);
        return ahead.compareTo(SOONEST) < 0 || ahead.compareTo(LATEST) > 0
                ? TwilioError.badRequest(35114, "SendAt must be between 5 minutes and 35 days ahead")
                : null;
    }

    /** The SDK writes the time without its zone; it is UTC. */
    static @Nullable Instant sendAt(Form form) {
        String text = form.value("SendAt");
        if (text == null || !asked(form)) {
            return null;
        }
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
