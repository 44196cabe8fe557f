package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.notice.NoticeQueries;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A token of the provider that does not open is the reason for which a message waits, and its tenant is told. */
class MessageSecretTest {
    private static final String REASON = "provider_secret_unreadable";

    @Test
    void itWaitsWithTheReasonAndGoesOnceTheTokenOpens() {
        try (var days = days()) {
            flipABitOfTheToken(days);
            MessageRef message = days.promotion(days.customer(null));
            days.pass(Duration.ofHours(1));

            assertThat(days.state(message)).isEqualTo("WAITING");
            assertThat(days.column(message, "waiting_reason")).isEqualTo(REASON);
            assertThat(days.posts()).isEmpty();
            // Each pause is longer than the one before, up to a quarter of an hour.
            assertThat(days.waits(message)).hasSizeBetween(6, 14).allMatch(wait -> wait.startsWith(REASON));
            var notices = days.bean(NoticeQueries.class).list(days.tenant(), null, 10);
            assertThat(notices).singleElement().satisfies(notice -> {
                assertThat(notice.kind()).isEqualTo("secret_unreadable");
                assertThat(notice.secret()).isEqualTo("twilio_token");
            });

            flipABitOfTheToken(days);
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("SENT");
            assertThat(days.received(message)).hasSize(1);
        }
    }

    @Test
    void whatNoKeyOpensInTimeExpires() {
        try (var days = days()) {
            flipABitOfTheToken(days);
            Instant expires = Instant.parse("2026-06-01T11:00:00Z");
            MessageRef message =
                    days.accept(days.customer(null), MessageType.TRANSACTIONAL, null, expires, OverLimit.DEFER);
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("EXPIRED");
            assertThat(days.instant(message, "changed_at")).isBetween(expires, expires.plusSeconds(5));
            assertThat(days.posts()).isEmpty();
        }
    }

    private static Days days() {
        return Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");
    }

    private static void flipABitOfTheToken(Days days) {
        days.execute("update provider_account set auth_token = set_byte(auth_token, 20, get_byte(auth_token, 20) # 1)"
                + " where tenant_id = '" + days.tenant() + "'");
    }
}
