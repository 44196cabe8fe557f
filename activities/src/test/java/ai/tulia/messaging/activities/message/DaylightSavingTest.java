package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The nights in which clocks are changed. This JVM, the database and the tenant each live in another zone than the
 * customer. Paraguay gave its summer time up in 2024.
 */
class DaylightSavingTest {
    /** Quiet hours that end at a wall time which does not exist end when the clock jumps over it. */
    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2026-03-08T06:30:00Z, 22:00, 02:30, 2026-03-08T10:00:00Z",
        "Europe/London,       2026-03-28T23:30:00Z, 22:00, 01:30, 2026-03-29T01:00:00Z",
        "Asia/Beirut,         2026-03-28T20:30:00Z, 22:00, 00:30, 2026-03-28T22:00:00Z",
        "America/Asuncion,    2024-10-06T02:30:00Z, 22:00, 00:30, 2024-10-06T04:00:00Z",
        "Australia/Lord_Howe, 2026-10-03T12:30:00Z, 22:00, 02:15, 2026-10-03T15:30:00Z",
    })
    void aGapInTheNight(String zone, String now, String start, String end, String expected) {
        goesOnceAt(zone, now, start, end, expected);
    }

    /** They end when the wall time is reached first. */
    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2026-11-01T06:30:00Z, 22:00, 01:30, 2026-11-01T08:30:00Z",
        "Europe/London,       2026-10-24T22:30:00Z, 22:00, 01:30, 2026-10-25T00:30:00Z",
        "Asia/Beirut,         2026-10-24T18:30:00Z, 20:00, 23:30, 2026-10-24T20:30:00Z",
        "America/Asuncion,    2024-03-24T00:30:00Z, 20:00, 23:30, 2024-03-24T02:30:00Z",
        "Australia/Lord_Howe, 2026-04-04T12:30:00Z, 22:00, 01:45, 2026-04-04T14:45:00Z",
    })
    void anOverlapInTheNight(String zone, String now, String start, String end, String expected) {
        goesOnceAt(zone, now, start, end, expected);
    }

    /** What comes when the clock has been put back to before their end waits for it once more. */
    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2026-11-01T09:10:00Z, 22:00, 01:30, 2026-11-01T09:30:00Z",
        "Europe/London,       2026-10-25T01:10:00Z, 22:00, 01:30, 2026-10-25T01:30:00Z",
        "Asia/Beirut,         2026-10-24T21:10:00Z, 20:00, 23:30, 2026-10-24T21:30:00Z",
        "America/Asuncion,    2024-03-24T03:10:00Z, 20:00, 23:30, 2024-03-24T03:30:00Z",
        "Australia/Lord_Howe, 2026-04-04T15:05:00Z, 22:00, 01:45, 2026-04-04T15:15:00Z",
    })
    void theSecondPassOfAnOverlap(String zone, String now, String start, String end, String expected) {
        goesOnceAt(zone, now, start, end, expected);
    }

    private static void goesOnceAt(String zone, String now, String start, String end, String expected) {
        try (var days = Days.from(now, "Asia/Tokyo", start, end)) {
            MessageRef message = days.promotion(days.customer(zone));
            assertThat(days.column(message, "waiting_reason")).isEqualTo("quiet_hours");
            days.untilClosed(message);
            assertThat(days.received(message)).hasSize(1);
            assertThat(days.instant(message, "sent_at"))
                    .isBetween(Instant.parse(expected), Instant.parse(expected).plusSeconds(60));
        }
    }
}
