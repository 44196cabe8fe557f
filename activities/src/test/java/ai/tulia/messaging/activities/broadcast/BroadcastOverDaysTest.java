package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a broadcast over days: Temporal's clock is skipped, everything else is real. */
@Timeout(180)
class BroadcastOverDaysTest {
    private static final String NOON = "2026-06-01T10:00:00Z";
    /** For a slow machine. */
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @Test
    void oneRowThatNothingCanBeDecidedAboutDoesNotStopTheOthers() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            days.customers(20, null);
            UUID nowhere = days.customer(null);
            days.execute("update customer set time_zone = 'Mars/Olympus' where id = '" + nowhere + "'");
            var campaign = Campaign.promotion(days).start().untilEnded();
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 20L, "FAILED unknown_time_zone", 1L));
            assertThat(campaign.received()).hasSize(20);
        }
    }

    @Test
    void eachIsDeferredByTheQuietHoursOfItsOwnZone() {
        try (var days = Days.from("2026-06-01T21:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            UUID berlin = days.customer("Europe/Berlin");
            UUID newYork = days.customer("America/New_York");
            UUID kolkata = days.customer("Asia/Kolkata");
            var campaign = Campaign.promotion(days).start().untilEnded();
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
            assertThat(campaign.sentAt(newYork)).isBefore(Instant.parse("2026-06-01T21:02:00Z"));
            assertThat(campaign.sentAt(kolkata))
                    .isBetween(Instant.parse("2026-06-02T02:30:00Z"), Instant.parse("2026-06-02T02:32:00Z"));
            assertThat(campaign.sentAt(berlin))
                    .isBetween(Instant.parse("2026-06-02T06:00:00Z"), Instant.parse("2026-06-02T06:02:00Z"));
        }
    }

    @Test
    void aWallTimeIsEachRecipientsOwn() {
        try (var days = Days.from("2026-06-01T00:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            UUID tokyo = days.customer("Asia/Tokyo");
            UUID chicago = days.customer("America/Chicago");
            UUID unknown = days.customer(null);
            var campaign = Campaign.promotion(days)
                    .at(LocalDateTime.parse("2026-06-03T09:30:00"), "recipient")
                    .start()
                    .untilEnded();
            assertThat(campaign.sentAt(tokyo))
                    .isBetween(Instant.parse("2026-06-03T00:30:00Z"), Instant.parse("2026-06-03T00:32:00Z"));
            assertThat(campaign.sentAt(unknown))
                    .isBetween(Instant.parse("2026-06-03T07:30:00Z"), Instant.parse("2026-06-03T07:32:00Z"));
            assertThat(campaign.sentAt(chicago))
                    .isBetween(Instant.parse("2026-06-03T14:30:00Z"), Instant.parse("2026-06-03T14:32:00Z"));
        }
    }

    @Test
    void whoMovesAfterTheAudienceWasWrittenDownGetsItAtTheTimeOfTheNewHome() {
        try (var days = Days.from("2026-06-01T00:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            UUID stays = days.customer("Europe/Berlin");
            UUID moves = days.customer("Europe/Berlin");
            var campaign = Campaign.promotion(days)
                    .at(LocalDateTime.parse("2026-06-03T09:30:00"), "recipient")
                    .start();
            await().atMost(WITHIN).until(() -> campaign.counts().equals(Map.of("WAITING scheduled", 2L)));
            days.execute("update customer set time_zone = 'America/New_York' where id = '" + moves + "'");
            campaign.untilEnded();
            assertThat(campaign.sentAt(stays))
                    .isBetween(Instant.parse("2026-06-03T07:30:00Z"), Instant.parse("2026-06-03T07:32:00Z"));
            assertThat(campaign.sentAt(moves))
                    .isBetween(Instant.parse("2026-06-03T13:30:00Z"), Instant.parse("2026-06-03T13:32:00Z"));
        }
    }

    @Test
    void consentIsJudgedWhenItIsDueNotWhenTheAudienceWasWrittenDown() {
        try (var days = Days.from("2026-06-01T21:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            List<UUID> customers = days.customers(3, "Europe/Berlin");
            days.consent(customers.get(0), ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
            var campaign = Campaign.promotion(days).start();
            await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("WAITING quiet_hours", 0L) == 2);
            days.consent(customers.get(1), ConsentType.ALL, ConsentState.WITHDRAWN);
            campaign.untilEnded();
            assertThat(campaign.counts())
                    .isEqualTo(Map.of("SENT", 1L, "REFUSED consent_withdrawn", 1L, "REFUSED opted_out", 1L))
                    .isEqualTo(campaign.countedRows());
            assertThat(campaign.received()).hasSize(1);
        }
    }

    @Test
    void oneBadContactDoesNotStopTheOthers() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            List<UUID> customers = days.customers(5, null);
            days.execute("update customer set attributes = '{\"city\": \"Köln\"}' where tenant_id = '" + days.tenant()
                    + "' and id <> '" + customers.get(2) + "'");
            var campaign = Campaign.promotion(days)
                    .with("Come to {{shop}}", Map.of("shop", new ContextValue.From("attr.city")))
                    .start()
                    .untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 4L, "REFUSED missing_variable", 1L));
            assertThat(campaign.received().stream().map(ReceivedMessage::body))
                    .allMatch(body -> body.startsWith("Come to Köln "));
        }
    }

    @Test
    void overTheLimitTheRestGoesOnTheNextMornings() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            days.limit(20);
            days.customers(50, null);
            var campaign = Campaign.promotion(days)
                    .until(Instant.parse("2026-07-01T00:00:00Z"))
                    .start()
                    .untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 50L));
            assertThat(campaign.received()).hasSize(50);
            List<Long> perDay = new ArrayList<>();
            for (String day : List.of("2026-06-01", "2026-06-02", "2026-06-03")) {
                perDay.add(sentOn(days, campaign, day));
            }
            assertThat(perDay).containsExactly(20L, 20L, 10L);
        }
    }

    @Test
    void aRaisedLimitMovesNobodyAndIsAskedByEachWhenItsTimeComes() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            days.limit(0);
            days.customers(10, null);
            var campaign = Campaign.promotion(days).start();
            await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("WAITING daily_limit", 0L) == 10);
            days.execute("update tier set daily_limit = 100 where name = 't" + days.tenant() + "'");
            days.broadcasts().wake(campaign.ref());
            days.pass(Duration.ofHours(12));
            assertThat(campaign.counts()).isEqualTo(Map.of("WAITING daily_limit", 10L));
            campaign.untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 10L));
            assertThat(sentOn(days, campaign, "2026-06-02")).isEqualTo(10);
        }
    }

    @Test
    void whatWouldComeTooLateEndsExpiredNow() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            days.limit(20);
            days.customers(50, null);
            var campaign = Campaign.promotion(days)
                    .until(Instant.parse("2026-06-02T12:00:00Z"))
                    .start();
            await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("EXPIRED validity_ended", 0L) == 10);
            campaign.untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 40L, "EXPIRED validity_ended", 10L));
        }
    }

    @Test
    void aBusyProviderIsWaitedForAndNeverAnOutcome() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            days.customers(60, null);
            Days.twilio()
                    .faults(List.of(FaultRule.of(FaultMode.BUSY_429)
                            .forAccount(days.account())
                            .withTimes(25)));
            var campaign = Campaign.promotion(days).start().untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 60L)).isEqualTo(campaign.countedRows());
            assertThat(campaign.received()).hasSize(60);
        }
    }

    @Test
    void aListOfCustomersReachesThemAndNobodyElse() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            List<UUID> customers = days.customers(6, null);
            var campaign =
                    Campaign.promotion(days).list(customers.subList(0, 4)).untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 4L));
        }
    }

    private static long sentOn(Days days, Campaign campaign, String day) {
        return days.inLedger(() -> days.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select count(*) from message where broadcast_id = ? and sent_at::date = ?::date")
                .params(campaign.ref().broadcastId(), day)
                .query(Long.class)
                .single());
    }
}
