package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.message.SuspendedMessages;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** While its tenant is suspended a message waits with that reason; resumed, it goes; and its validity ends all the same. */
class MessageSuspensionTest {
    private static final String REASON = "tenant_suspended";

    @Test
    void itWaitsWithTheReasonWithoutAUnitAndGoesOnceItIsWoken() {
        try (var days = days()) {
            suspend(days);
            MessageRef message = days.promotion(days.customer(null));
            days.pass(Duration.ofMinutes(1));

            assertThat(days.state(message)).isEqualTo("WAITING");
            assertThat(days.column(message, "waiting_reason")).isEqualTo(REASON);
            assertThat(days.column(message, "reserved_at")).isNull();
            assertThat(days.posts()).isEmpty();

            resume(days);
            assertThat(days.inLedger(
                            () -> days.bean(SuspendedMessages.class).wake(days.tenant(), null, 10, days.now())))
                    .containsExactly(message.messageId());
            assertThat(days.instant(message, "wake_at")).isBeforeOrEqualTo(days.now());
            days.wake(message);
            days.sentAtOnce(message);
            days.untilClosed(message);
            assertThat(days.received(message)).hasSize(1);
        }
    }

    @Test
    void whatWasScheduledBeforeWaitsWhenItsTimeComesAndGoesOnWithinTheHour() {
        try (var days = days()) {
            Instant asked = Instant.parse("2026-06-03T10:00:00Z");
            MessageRef message = days.accept(
                    days.customer(null),
                    MessageType.PROMOTIONAL,
                    asked,
                    asked.plus(Duration.ofDays(3)),
                    OverLimit.DEFER);
            days.pass(Duration.ofMinutes(1));
            suspend(days);
            days.pass(Duration.ofDays(2).plusMinutes(90));

            assertThat(days.column(message, "waiting_reason")).isEqualTo(REASON);
            assertThat(days.waits(message)).hasSize(3).startsWith("scheduled 2026-06-03T10:00:00.000Z");
            assertThat(days.posts()).isEmpty();

            resume(days);
            Instant resumed = days.now();
            days.untilClosed(message);
            assertThat(days.instant(message, "sent_at")).isBetween(resumed, resumed.plus(Duration.ofMinutes(61)));
            assertThat(days.received(message)).hasSize(1);
        }
    }

    @Test
    void whatIsNotResumedInTimeExpires() {
        try (var days = days()) {
            suspend(days);
            Instant expires = Instant.parse("2026-06-01T12:30:00Z");
            MessageRef message =
                    days.accept(days.customer(null), MessageType.TRANSACTIONAL, null, expires, OverLimit.DEFER);
            days.untilClosed(message);

            assertThat(days.state(message)).isEqualTo("EXPIRED");
            assertThat(days.instant(message, "changed_at"))
                    .isBetween(expires.minusMillis(1), expires.plus(Duration.ofSeconds(5)));
            assertThat(days.posts()).isEmpty();
        }
    }

    @Test
    void whatWaitsForSomethingElseIsNotWoken() {
        try (var days = Days.from("2026-06-01T21:30:00Z", "Europe/Berlin", "22:00", "08:00")) {
            MessageRef message = days.promotion(days.customer(null));
            days.pass(Duration.ofMinutes(1));
            Instant morning = days.instant(message, "wake_at");

            assertThat(days.inLedger(
                            () -> days.bean(SuspendedMessages.class).wake(days.tenant(), null, 10, days.now())))
                    .isEmpty();
            assertThat(days.instant(message, "wake_at")).isEqualTo(morning);
        }
    }

    private static Days days() {
        return Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");
    }

    private static void suspend(Days days) {
        days.execute("update tenant set suspended_at = now() where tenant_id = '" + days.tenant() + "'");
    }

    private static void resume(Days days) {
        days.execute("update tenant set suspended_at = null where tenant_id = '" + days.tenant() + "'");
    }
}
