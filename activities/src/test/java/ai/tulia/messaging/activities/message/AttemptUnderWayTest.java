package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.StepResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an attempt is waited for is judged by the ledger's clock, however wrong the workflow's is. */
class AttemptUnderWayTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Days days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");
    private final MessageRef message = days.uncarried(days.customer(null));

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void itIsWaitedForUntilItsTimeIsOver(int hoursOff) {
        sendingSince(days.now());
        Instant now = days.now().plus(HOUR.multipliedBy(hoursOff));

        StepResult step = days.bean(MessageActivities.class).decideDispatch(message, now);

        assertThat(step.reason()).isEqualTo("attempt_under_way");
        assertThat(step.until())
                .isBetween(
                        now.plusSeconds(60), now.plus(AttemptLimits.LOST_AFTER).plusSeconds(1));
    }

    @Test
    void itIsLostWhenTheLedgersClockSaysSo() {
        sendingSince(days.now().minus(AttemptLimits.LOST_AFTER).minusSeconds(1));
        assertThat(days.bean(MessageActivities.class)
                        .decideDispatch(message, days.now().minus(HOUR))
                        .reason())
                .isEqualTo("unknown");
    }

    private void sendingSince(Instant at) {
        days.execute("update message set state = 'SENDING', attempt = 1, changed_at = '" + at + "' where id = '"
                + message.messageId() + "'");
    }
}
