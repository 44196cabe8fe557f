package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the provider refused for now is sent again; what it may have taken is not. */
class ProviderAnswersTest {
    @Test
    void aBusyProviderIsAskedAgainUntilItTakesIt() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            Days.twilio()
                    .faults(List.of(
                            FaultRule.of(FaultMode.BUSY_429).withTimes(3).withRetryAfterSeconds(7)));
            MessageRef message = days.promotion(days.customer(null));
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("SENT");
            assertThat(days.column(message, "attempt")).isEqualTo("4");
            assertThat(days.received(message)).hasSize(1);
            assertThat(days.now()).isAfterOrEqualTo(Instant.parse("2026-06-01T10:00:21Z"));
        }
    }

    @Test
    void anUnansweredPostEndsUnknownAndIsNeverRepeated() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            Days.twilio().faults(List.of(FaultRule.of(FaultMode.EXECUTE_AND_RESET)));
            MessageRef message = days.promotion(days.customer(null));
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("UNKNOWN");
            assertThat(days.events(message)).containsExactly("accepted", "attempt_started", "no_answer");
            assertThat(days.received(message)).hasSize(1);
        }
    }

    @Test
    void aMessageFoundInSendingMayHaveLeftAndIsNotPostedAgain() {
        try (var days = Days.from("2026-06-01T21:30:00Z", "Europe/Berlin", "22:00", "08:00")) {
            MessageRef message = days.promotion(days.customer(null));
            days.pass(Duration.ofMinutes(1));
            days.step(steps -> steps.apply(new Transition.AttemptStarted(message, 1, null, null, null), days.now()));
            days.wake(message);
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("UNKNOWN");
            assertThat(days.received(message)).isEmpty();
        }
    }
}
