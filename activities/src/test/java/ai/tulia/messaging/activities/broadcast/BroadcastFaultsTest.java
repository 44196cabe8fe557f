package ai.tulia.messaging.activities.broadcast;

import static ai.tulia.messaging.activities.broadcast.CampaignOutcome.assertEverybodyGotItOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A broadcast whose sends fail for the tenant's own fault stops itself, and goes on when that is fixed. */
class BroadcastFaultsTest {
    private static final String NOON = "2026-06-01T10:00:00Z";
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int CUSTOMERS = 200;
    private static final String WRONG_TOKEN = "twilio_20003";
    private static final String FAILED = "FAILED " + WRONG_TOKEN;

    @Test
    void wrongCredentialsPauseItBeforeTheAudienceIsBurnt() {
        try (var days = days()) {
            var campaign = pausedByWrongCredentials(days);
            assertThat(campaign.pausedReason()).isEqualTo(WRONG_TOKEN);
            assertThat(campaign.counts().get(FAILED)).isBetween(20L, 50L);
            assertThat(campaign.counts().getOrDefault("SENT", 0L)).isZero();
        }
    }

    @Test
    void fixedAndResumedItGoesThroughToItsEnd() {
        try (var days = days()) {
            var campaign = pausedByWrongCredentials(days);
            long failed = campaign.counts().get(FAILED);
            Days.twilio().faults(List.of());
            assertThat(campaign.resume()).isTrue();
            awaitEnd(campaign);
            assertThat(campaign.counts())
                    .isEqualTo(Map.of("SENT", CUSTOMERS - failed, FAILED, failed))
                    .isEqualTo(campaign.countedRows());
        }
    }

    @Test
    void whatFailedIsSentTooWhenThatIsAsked() {
        try (var days = days()) {
            var campaign = pausedByWrongCredentials(days);
            Days.twilio().faults(List.of());
            campaign.resumeWithFailed(WRONG_TOKEN);
            awaitEnd(campaign);
            assertEverybodyGotItOnce(campaign, CUSTOMERS);
        }
    }

    @Test
    void whatFailedInGreatNumbersIsPutBackByTheWorkflow() {
        try (var days = days()) {
            var campaign = pausedByWrongCredentials(days);
            Days.twilio().faults(List.of());
            campaign.resumeWithManyFailed(WRONG_TOKEN);
            awaitEnd(campaign);
            assertEverybodyGotItOnce(campaign, CUSTOMERS);
        }
    }

    @Test
    void notFixedAndResumedItStopsAgain() {
        try (var days = days()) {
            var campaign = pausedByWrongCredentials(days);
            long failed = campaign.counts().get(FAILED);
            campaign.resume();
            await().atMost(WITHIN).until(() -> campaign.status() == BroadcastStatus.PAUSED);
            assertThat(campaign.counts().get(FAILED) - failed).isBetween(20L, 50L);
        }
    }

    @Test
    void aFaultThatBeginsLateStopsAlsoASlowOne() {
        try (var days = days()) {
            days.customers(CUSTOMERS, null);
            var campaign = Campaign.promotion(days).rateLimit(10).start();
            await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("SENT", 0L) > 50);
            wrongCredentials(days);
            await().atMost(WITHIN).until(() -> campaign.status() == BroadcastStatus.PAUSED);
            assertThat(campaign.pausedReason()).isEqualTo(WRONG_TOKEN);
            assertThat(campaign.counts().get(FAILED)).isBetween(20L, 30L);
        }
    }

    @Test
    void aWrongContentSidPausesItAndItGoesOnOnceThatIsMended() {
        try (var days = days()) {
            days.customers(CUSTOMERS, null);
            reject(days, 21656);
            var campaign = Campaign.promotion(days).start();
            await().atMost(WITHIN).until(() -> campaign.status() == BroadcastStatus.PAUSED);
            assertThat(campaign.pausedReason()).isEqualTo("twilio_21656");
            assertThat(campaign.counts().get("FAILED twilio_21656")).isBetween(20L, 50L);

            Days.twilio().faults(List.of());
            campaign.resumeWithFailed("twilio_21656");

            awaitEnd(campaign);
            assertEverybodyGotItOnce(campaign, CUSTOMERS);
        }
    }

    @Test
    void aSenderMovedToAnotherChannelHoldsWhatWaitsUntilOneServesIt() {
        try (var days = days()) {
            days.customers(CUSTOMERS, null);
            var campaign = Campaign.promotion(days).rateLimit(20).start();
            await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("SENT", 0L) > 20);

            days.sender("+14155238886");

            await().atMost(WITHIN).until(() -> waitsUnserved(days, campaign));
            assertThat(campaign.counts().keySet()).noneMatch(state -> state.startsWith("FAILED"));
            assertThat(campaign.counts().get("SENT")).isLessThan(CUSTOMERS);

            days.sender("whatsapp:+14155238886");

            campaign.untilEnded();
            assertEverybodyGotItOnce(campaign, CUSTOMERS);
        }
    }

    private static Days days() {
        return Days.from(NOON, "Europe/Berlin", "22:00", "08:00");
    }

    private static Campaign pausedByWrongCredentials(Days days) {
        days.customers(CUSTOMERS, null);
        wrongCredentials(days);
        var campaign = Campaign.promotion(days).start();
        await().atMost(WITHIN).until(() -> campaign.status() == BroadcastStatus.PAUSED);
        return campaign;
    }

    /** Not by waiting for its workflow, which waits for ever when it is paused again. */
    private static void awaitEnd(Campaign campaign) {
        await().atMost(WITHIN).until(() -> campaign.status() != BroadcastStatus.RUNNING);
        assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
    }

    private static boolean waitsUnserved(Days days, Campaign campaign) {
        return days.inLedger(() -> days.bean(JdbcClient.class)
                .sql("select exists (select from broadcast_run where broadcast_id = :broadcast"
                        + " and waiting_reason = 'channel_not_served')")
                .param("broadcast", campaign.ref().broadcastId())
                .query(Boolean.class)
                .single());
    }

    private static void wrongCredentials(Days days) {
        reject(days, 20003);
    }

    private static void reject(Days days, int code) {
        Days.twilio()
                .faults(List.of(
                        FaultRule.of(FaultMode.REJECT_4XX).withCode(code).forAccount(days.account())));
    }
}
