package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One message that cannot be decided about, or not now, ends or waits with its reason. */
class MessageFaultsTest {
    private static final String NIGHT = "2026-06-01T21:30:00Z";

    @Test
    void aTimeZoneThatIsNotKnownFailsItWithTheReason() {
        try (var days = days()) {
            UUID customer = days.customer(null);
            MessageRef message = days.promotion(customer);
            days.execute("update customer set time_zone = 'Mars/Olympus' where id = '" + customer + "'");
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("FAILED");
            assertThat(days.column(message, "failure_code")).isEqualTo("unknown_time_zone");
            assertThat(days.events(message)).endsWith("undispatchable");
            assertThat(days.received(message)).isEmpty();
        }
    }

    @Test
    void pastItsValidityItExpiresWhateverElseIsWrong() {
        try (var days = days()) {
            UUID customer = days.customer(null);
            Instant expires = Instant.parse("2026-06-02T06:30:00Z");
            MessageRef message = days.accept(customer, MessageType.PROMOTIONAL, null, expires, OverLimit.DEFER);
            days.pass(Duration.ofMinutes(1));
            days.execute("update customer set time_zone = 'Mars/Olympus' where id = '" + customer + "'");
            days.execute(
                    "update message set expires_at = '2026-06-02T05:00:00Z' where id = '" + message.messageId() + "'");
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("EXPIRED");
            assertThat(days.column(message, "failure_code")).isEqualTo("validity_ended");
        }
    }

    @Test
    void aSenderMovedToAnotherChannelDefersWhatWaitsUntilOneServesIt() {
        try (var days = days()) {
            MessageRef message = days.promotion(days.customer(null));
            days.sender("+14155238886");
            days.pass(Duration.ofHours(12));
            assertThat(days.state(message)).isEqualTo("WAITING");
            assertThat(days.column(message, "waiting_reason")).isEqualTo("channel_not_served");
            days.sender("whatsapp:+14155238886");
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("SENT");
            assertThat(days.received(message)).hasSize(1);
        }
    }

    private static Days days() {
        return Days.from(NIGHT, "Europe/Berlin", "22:00", "08:00");
    }
}
