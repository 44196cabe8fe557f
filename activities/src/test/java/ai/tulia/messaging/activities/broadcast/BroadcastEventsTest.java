package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Temporal keeps of a broadcast grows with the time that it works, not with its messages. */
@Timeout(120)
class BroadcastEventsTest {
    private static final int LIMIT = 500;
    /** A quarter of what the ramp's two hours hold. */
    private static final int RECIPIENTS = LIMIT / 4;
    /** Half an hour of ramp, a wave of 13 events a minute, and some for its beginning and end. */
    private static final int MAX_EVENTS = 500;

    @Test
    void aMorningsRampIsAWaveAMinute() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            days.limit(LIMIT);
            days.takeUnits(LIMIT, days.now().minus(Duration.ofHours(6)));
            days.customers(RECIPIENTS, null);
            var campaign = Campaign.promotion(days)
                    .until(Instant.parse("2026-06-10T00:00:00Z"))
                    .start()
                    .untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", (long) RECIPIENTS));
            assertThat(campaign.history().events()).isLessThan(MAX_EVENTS);
        }
    }
}
