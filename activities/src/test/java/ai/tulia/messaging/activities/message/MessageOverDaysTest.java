package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a message over days: Temporal's clock is skipped, everything else is real. */
class MessageOverDaysTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-06-01T21:30:00Z, 22:00, 08:00, 2026-06-02T06:00:00Z",
        "America/New_York,    2026-06-02T02:30:00Z, 21:00, 08:00, 2026-06-02T12:00:00Z",
        "Asia/Kathmandu,      2026-05-01T16:15:00Z, 22:00, 08:00, 2026-05-02T02:15:00Z",
        "Europe/Berlin,       2026-03-28T23:30:00Z, 22:00, 02:30, 2026-03-29T01:00:00Z",
        "America/New_York,    2026-11-01T03:00:00Z, 21:00, 08:00, 2026-11-01T13:00:00Z",
        "Africa/Cairo,        2026-04-23T21:30:00Z, 22:00, 00:30, 2026-04-23T22:00:00Z",
        "Australia/Lord_Howe, 2026-10-03T15:00:00Z, 22:00, 02:15, 2026-10-03T15:30:00Z",
    })
    void quietHoursDeferItInTheCustomersOwnZoneAndItGoesOnceAtTheirEnd(
            String zone, String now, String start, String end, String expected) {
        try (var days = Days.from(now, "America/Los_Angeles", start, end)) {
            MessageRef message = days.promotion(days.customer(zone));
            assertThat(days.state(message)).isEqualTo("WAITING");
            assertThat(days.column(message, "waiting_reason")).isEqualTo("quiet_hours");
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("SENT");
            assertThat(days.received(message)).hasSize(1);
            assertThat(days.instant(message, "sent_at"))
                    .isBetween(Instant.parse(expected), Instant.parse(expected).plusSeconds(60));
        }
    }

    @Test
    void inAnOverlapItStaysQuietOnBothPasses() {
        try (var days = Days.from("2026-10-25T00:15:00Z", "Europe/Berlin", "22:00", "02:30")) {
            // 02:15 summer time; the window ends 02:30, begins again at 02:00 winter time, ends at 01:30 UTC.
            MessageRef message = days.promotion(days.customer("Europe/Berlin"));
            days.untilClosed(message);
            assertThat(days.instant(message, "sent_at"))
                    .isBetween(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T01:00:00Z"));
        }
    }

    @Test
    void aTransactionalMessageIsNotDeferredAtNight() {
        try (var days = Days.from("2026-06-01T23:30:00Z", "Europe/Berlin", "22:00", "08:00")) {
            Instant before = days.now();
            MessageRef message = days.accept(
                    days.customer(null), MessageType.TRANSACTIONAL, null, before.plusSeconds(3600), OverLimit.REJECT);
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("SENT");
            assertThat(days.instant(message, "sent_at")).isBefore(before.plusSeconds(60));
        }
    }

    @Test
    void scheduledNineDaysAheadItGoesOnTheDay() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            Instant asked = Instant.parse("2026-06-10T09:30:00Z");
            MessageRef message = days.accept(
                    days.customer(null), MessageType.PROMOTIONAL, asked, asked.plusSeconds(3600), OverLimit.DEFER);
            days.untilClosed(message);
            assertThat(days.instant(message, "sent_at")).isBetween(asked, asked.plusSeconds(60));
            assertThat(days.received(message)).hasSize(1);
            assertThat(days.events(message))
                    .containsExactly("accepted", "deferred", "attempt_started", "provider_accepted");
        }
    }

    @Test
    void overTheLimitTheyGoTheNextMorningsAndNeverMoreThanTheLimitInAnyDay() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            days.limit(4);
            var customer = days.customer(null);
            var messages = new ArrayList<MessageRef>();
            for (int i = 0; i < 11; i++) {
                messages.add(days.promotion(customer));
            }
            messages.forEach(days::untilClosed);
            var times = messages.stream()
                    .peek(message -> assertThat(days.state(message)).isEqualTo("SENT"))
                    .peek(message -> assertThat(days.received(message)).hasSize(1))
                    .map(message -> days.instant(message, "reserved_at"))
                    .sorted()
                    .toList();
            for (int i = 4; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 4), times.get(i)))
                        .as("units %s and %s of a limit of 4", times.get(i - 4), times.get(i))
                        .isGreaterThanOrEqualTo(Duration.ofHours(24));
            }
            assertThat(times.getLast()).isBefore(Instant.parse("2026-06-05T10:00:00Z"));
        }
    }

    @Test
    void onlyTheFirstOverTheLimitGoesSharpAtEightTheOthersFollowSpread() {
        try (var days = Days.from("2026-06-01T04:00:00Z", "Europe/Berlin", "00:00", "00:00")) {
            days.limit(3);
            var customer = days.customer(null);
            for (int i = 0; i < 3; i++) {
                days.sentAtOnce(days.promotion(customer));
            }
            MessageRef first = days.promotion(customer);
            await().until(() -> !days.waits(first).isEmpty());
            MessageRef second = days.promotion(customer);
            await().until(() -> !days.waits(second).isEmpty());
            assertThat(days.waits(first).getFirst()).isEqualTo("daily_limit 2026-06-02T06:00:00.000Z");
            assertThat(days.waits(second).getFirst())
                    .startsWith("daily_limit ")
                    .isGreaterThan("daily_limit 2026-06-02T06:00:00.000Z");
        }
    }

    @Test
    void whenTheMorningLiesPastItsValidityItExpiresAtOnceWithTheReason() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "00:00", "00:00")) {
            days.limit(1);
            var customer = days.customer(null);
            days.sentAtOnce(days.promotion(customer));
            MessageRef late = days.accept(
                    customer, MessageType.PROMOTIONAL, null, days.now().plus(Duration.ofHours(6)), OverLimit.DEFER);
            await().until(() -> !days.state(late).equals("ACCEPTED"));
            assertThat(days.state(late)).isEqualTo("EXPIRED");
            assertThat(days.column(late, "failure_code")).isEqualTo("validity_ended");
            assertThat(days.instant(late, "failed_at")).isBefore(Instant.parse("2026-06-01T12:00:00Z"));
            assertThat(days.received(late)).isEmpty();
        }
    }

    @Test
    void consentWithdrawnDuringTheWaitStopsItAtDispatch() {
        try (var days = Days.from("2026-06-01T21:30:00Z", "Europe/Berlin", "22:00", "08:00")) {
            var customer = days.customer(null);
            MessageRef message = days.promotion(customer);
            days.pass(Duration.ofHours(1));
            days.consent(customer, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
            days.untilClosed(message);
            assertThat(days.state(message)).isEqualTo("REFUSED");
            assertThat(days.column(message, "failure_code")).isEqualTo("consent_withdrawn");
            assertThat(days.received(message)).isEmpty();
        }
    }

    @Test
    void aCustomerWhoMovesIsDeferredByTheNewZone() {
        try (var days = Days.from("2026-06-01T21:30:00Z", "Europe/Berlin", "22:00", "08:00")) {
            var customer = days.customer("Europe/Berlin");
            MessageRef message = days.promotion(customer);
            days.pass(Duration.ofHours(1));
            days.step(steps -> days.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                    .sql("update customer set time_zone = 'America/New_York' where id = ?")
                    .param(customer)
                    .update());
            days.untilClosed(message);
            // 08:00 in Berlin is 02:00 in New York: it waits for 08:00 there.
            assertThat(days.instant(message, "sent_at"))
                    .isBetween(Instant.parse("2026-06-02T12:00:00Z"), Instant.parse("2026-06-02T12:01:00Z"));
        }
    }

    @Test
    void anSmsMayNotLingerAtTheProviderIntoTheNight() {
        try (var days = Days.withSms("2026-06-01T19:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            MessageRef message = days.promotion(days.customer(null));
            days.untilClosed(message);
            // 21:00 in Berlin: an hour until quiet.
            assertThat(days.received(message).getFirst().validityPeriod()).isBetween(3_590, 3_600);
        }
    }
}
