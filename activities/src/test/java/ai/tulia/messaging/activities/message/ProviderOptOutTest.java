package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An opt-out that the provider reports is a withdrawal like any other. */
class ProviderOptOutTest {
    @Test
    void itStopsWhatWaitsOfTheCustomerAtOnce() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            UUID ana = days.customer(null);
            MessageRef later = scheduled(days, ana);
            MessageRef anothers = scheduled(days, days.customer(null));
            Days.twilio()
                    .faults(List.of(
                            FaultRule.of(FaultMode.REJECT_4XX).withCode(21610).withTimes(1)));
            MessageRef first = days.promotion(ana);

            // In real time: nothing but the opt-out may end the other.
            await().until(() -> days.state(first).equals("FAILED"));

            assertThat(days.events(later)).endsWith("policy_refused");
            assertThat(days.column(later, "failure_code")).isEqualTo("opted_out");
            assertThat(days.instant(later, "failed_at")).isEqualTo(days.instant(first, "failed_at"));
            days.untilClosed(anothers);
            assertThat(days.state(anothers)).isEqualTo("SENT");
            days.untilClosed(later);
            assertThat(days.state(later)).isEqualTo("REFUSED");
            assertThat(days.received(later)).isEmpty();
        }
    }

    @Test
    void anOptOutAtTheProviderBlocksEveryLaterMessage() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            Days.twilio()
                    .faults(List.of(
                            FaultRule.of(FaultMode.REJECT_4XX).withCode(21610).withTimes(1)));
            var customer = days.customer(null);
            MessageRef first = days.promotion(customer);
            days.untilClosed(first);
            assertThat(days.state(first)).isEqualTo("FAILED");
            assertThat(days.column(first, "failure_code")).isEqualTo("twilio_21610");
            assertThat(days.column(first, "reserved_at")).isNull();
            MessageRef next = days.promotion(customer);
            days.untilClosed(next);
            assertThat(days.state(next)).isEqualTo("REFUSED");
            assertThat(days.column(next, "failure_code")).isEqualTo("opted_out");
        }
    }

    private static MessageRef scheduled(Days days, UUID customer) {
        var at = days.now().plus(Duration.ofHours(5));
        return days.accept(customer, MessageType.PROMOTIONAL, at, at.plus(Duration.ofDays(3)), OverLimit.DEFER);
    }
}
