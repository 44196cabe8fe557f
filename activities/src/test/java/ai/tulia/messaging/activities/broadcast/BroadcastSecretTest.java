package ai.tulia.messaging.activities.broadcast;

import static ai.tulia.messaging.activities.broadcast.CampaignOutcome.assertEverybodyGotItOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token of the provider that no key of the worker opens stops the tenant's broadcast, and costs nobody the message. */
@Timeout(180)
class BroadcastSecretTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String REASON = "provider_secret_unreadable";
    private static final int CUSTOMERS = 120;

    private final Days days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @Test
    void unreadableFromTheBeginningItIsPausedBeforeAnythingLeaves() {
        days.customers(CUSTOMERS, null);
        changeOneBitOfTheSealedToken();
        var campaign = Campaign.promotion(days).start();

        awaitPaused(campaign);

        assertThat(campaign.counts()).isEqualTo(Map.of("ACCEPTED", (long) CUSTOMERS));
        assertThat(days.posts()).isEmpty();
        fixedEverybodyGetsItOnce(campaign);
    }

    @Test
    void unreadableInTheMiddleTheRestWaitsUntilItIsFixed() {
        days.customers(CUSTOMERS, null);
        var campaign = Campaign.promotion(days).rateLimit(20).start();
        await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("SENT", 0L) > 20);
        changeOneBitOfTheSealedToken();

        awaitPaused(campaign);

        await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("SENDING", 0L) == 0);
        long sent = campaign.counts().get("SENT");
        assertThat(sent).isBetween(20L, CUSTOMERS - 1L);
        assertThat(campaign.counts()).isEqualTo(Map.of("SENT", sent, "ACCEPTED", CUSTOMERS - sent));
        fixedEverybodyGetsItOnce(campaign);
    }

    private static void awaitPaused(Campaign campaign) {
        await().atMost(WITHIN).until(() -> campaign.status() == BroadcastStatus.PAUSED);
        assertThat(campaign.pausedReason()).isEqualTo(REASON);
    }

    private void fixedEverybodyGetsItOnce(Campaign campaign) {
        changeOneBitOfTheSealedToken();
        assertThat(campaign.resume()).isTrue();
        await().atMost(WITHIN).until(() -> campaign.status() != BroadcastStatus.RUNNING);
        assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
        assertEverybodyGotItOnce(campaign, CUSTOMERS);
    }

    /** A second time it is what it was. */
    private void changeOneBitOfTheSealedToken() {
        days.execute("update provider_account set auth_token = set_byte(auth_token, 20, get_byte(auth_token, 20) # 1)"
                + " where tenant_id = '" + days.tenant() + "'");
    }
}
