package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Transition;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message that is given another time, or canceled, while its workflow waits. */
class MessageSteeringTest {
    @Test
    void rescheduledEarlierItWakesAndGoesThen() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            Instant asked = Instant.parse("2026-06-20T10:00:00Z");
            MessageRef message = days.accept(
                    days.customer(null), MessageType.PROMOTIONAL, asked, asked.plusSeconds(3600), OverLimit.DEFER);
            days.pass(Duration.ofMinutes(1));
            reschedule(days, message, Instant.parse("2026-06-03T10:00:00Z"));
            days.untilClosed(message);
            assertThat(days.instant(message, "sent_at"))
                    .isBetween(Instant.parse("2026-06-03T10:00:00Z"), Instant.parse("2026-06-03T10:01:00Z"));
            assertThat(days.received(message)).hasSize(1);
        }
    }

    @Test
    void rescheduledLaterItDoesNotGoAtTheOldTime() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            Instant asked = Instant.parse("2026-06-02T10:00:00Z");
            MessageRef message = days.accept(
                    days.customer(null), MessageType.PROMOTIONAL, asked, asked.plusSeconds(3600), OverLimit.DEFER);
            days.pass(Duration.ofMinutes(1));
            reschedule(days, message, Instant.parse("2026-06-09T10:00:00Z"));
            days.pass(Duration.ofDays(2));
            assertThat(days.received(message)).isEmpty();
            days.untilClosed(message);
            assertThat(days.instant(message, "sent_at")).isAfterOrEqualTo(Instant.parse("2026-06-09T10:00:00Z"));
        }
    }

    @Test
    void canceledInTheLedgerTheWorkflowEndsWithoutSending() {
        try (var days = Days.from("2026-06-01T21:30:00Z", "Europe/Berlin", "22:00", "08:00")) {
            MessageRef message = days.promotion(days.customer(null));
            days.pass(Duration.ofMinutes(1));
            days.step(steps -> steps.apply(new Transition.Canceled(message, "api"), days.now()));
            days.wake(message);
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("CANCELED");
            assertThat(days.received(message)).isEmpty();
        }
    }

    @Test
    void canceledInTemporalTheLedgerRowIsClosedAsWell() {
        try (var days = Days.from("2026-06-01T21:30:00Z", "Europe/Berlin", "22:00", "08:00")) {
            MessageRef message = days.promotion(days.customer(null));
            days.pass(Duration.ofMinutes(1));
            days.stub(message).cancel();
            assertThatThrownBy(() -> days.untilClosed(message)).isInstanceOf(WorkflowFailedException.class);
            assertThat(days.state(message)).isEqualTo("CANCELED");
            assertThat(days.events(message)).endsWith("cancel_requested");
            assertThat(days.received(message)).isEmpty();
        }
    }

    private static void reschedule(Days days, MessageRef message, Instant to) {
        var wait = new DispatchDecision.Wait(to, WaitReason.SCHEDULED, List.of());
        days.step(steps -> steps.apply(
                new Transition.Rescheduled(message, Schedule.at(to), to.plusSeconds(3600), wait), days.now()));
        days.wake(message);
    }
}
