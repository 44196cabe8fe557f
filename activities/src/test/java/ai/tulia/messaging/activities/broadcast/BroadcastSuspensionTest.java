package ai.tulia.messaging.activities.broadcast;

import static ai.tulia.messaging.activities.broadcast.CampaignOutcome.assertEverybodyGotItOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.message.SuspendedMessages;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broadcast of a suspended tenant waits as a whole, without a change of its rows, and goes on once it is resumed. */
@Timeout(180)
class BroadcastSuspensionTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String REASON = "tenant_suspended";
    private static final int CUSTOMERS = 120;

    private final Days days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @Test
    void suspendedFromTheBeginningNothingOfItLeaves() {
        days.customers(CUSTOMERS, null);
        suspended("now()");
        var campaign = Campaign.promotion(days).start();

        awaitWaiting(campaign);

        assertThat(campaign.status()).isEqualTo(BroadcastStatus.RUNNING);
        assertThat(campaign.counts()).isEqualTo(Map.of("ACCEPTED", (long) CUSTOMERS));
        assertThat(days.posts()).isEmpty();
        resumedEverybodyGetsItOnce(campaign);
    }

    @Test
    void suspendedInTheMiddleTheRestWaits() {
        days.customers(CUSTOMERS, null);
        var campaign = Campaign.promotion(days).rateLimit(20).start();
        await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("SENT", 0L) > 20);
        suspended("now()");

        awaitWaiting(campaign);
        await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("SENDING", 0L) == 0);

        long sent = campaign.counts().get("SENT");
        assertThat(sent).isBetween(20L, CUSTOMERS - 1L);
        assertThat(campaign.counts()).isEqualTo(Map.of("SENT", sent, "ACCEPTED", CUSTOMERS - sent));
        resumedEverybodyGetsItOnce(campaign);
    }

    @Test
    void whatIsNotResumedInTimeExpires() {
        days.customers(30, null);
        suspended("now()");
        var campaign = Campaign.promotion(days)
                .until(days.now().plus(Duration.ofHours(3)))
                .start();
        awaitWaiting(campaign);
        campaign.untilEnded();

        assertThat(campaign.counts()).isEqualTo(Map.of("EXPIRED validity_ended", 30L));
        assertThat(days.posts()).isEmpty();
    }

    private void awaitWaiting(Campaign campaign) {
        await().atMost(WITHIN)
                .until(() -> days.inLedger(() -> days.bean(BroadcastProgress.class)
                        .next(campaign.ref())
                        .filter(next -> REASON.equals(next.reason()))
                        .isPresent()));
    }

    private void resumedEverybodyGetsItOnce(Campaign campaign) {
        suspended("null");
        assertThat(days.inLedger(() -> days.bean(SuspendedMessages.class).wakeBroadcasts(days.tenant())))
                .containsExactly(campaign.ref());
        days.broadcasts().wake(campaign.ref());
        await().atMost(WITHIN).until(() -> campaign.status() != BroadcastStatus.RUNNING);
        assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
        assertEverybodyGotItOnce(campaign, CUSTOMERS);
    }

    private void suspended(String since) {
        days.execute("update tenant set suspended_at = " + since + " where tenant_id = '" + days.tenant() + "'");
    }
}
