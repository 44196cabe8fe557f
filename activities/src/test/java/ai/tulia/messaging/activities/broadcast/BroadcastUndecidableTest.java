package ai.tulia.messaging.activities.broadcast;

import static ai.tulia.messaging.activities.broadcast.CampaignOutcome.assertEverybodyGotItOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What makes nothing of a broadcast decidable pauses it, for all recipients to be there when it is mended. */
@Timeout(180)
class BroadcastUndecidableTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int CUSTOMERS = 40;

    private final Days days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @Test
    void aTenantsZoneThatThisJvmLacks() {
        days.customers(CUSTOMERS, null);
        zone("Mars/Olympus");
        var campaign = Campaign.promotion(days).start();

        awaitPaused(campaign, "unknown_time_zone");

        assertThat(campaign.counts()).isEqualTo(Map.of("ACCEPTED", (long) CUSTOMERS));
        zone("Europe/Berlin");
        resumedEverybodyGetsItOnce(campaign);
    }

    @Test
    void aTenantsZoneThatThisJvmLacksWhenItsAudienceIsWrittenDown() {
        days.customers(CUSTOMERS, null);
        zone("Mars/Olympus");
        var campaign = Campaign.promotion(days)
                .at(LocalDateTime.parse("2026-06-01T12:00:00"), "tenant")
                .start();

        awaitPaused(campaign, "unknown_time_zone");

        assertThat(campaign.counts()).isEmpty();
        zone("Europe/Berlin");
        resumedEverybodyGetsItOnce(campaign);
    }

    @Test
    void aTextThatCannotBeParsed() {
        days.customers(CUSTOMERS, null);
        var campaign = Campaign.promotion(days).with("{{?", Map.of()).start();

        awaitPaused(campaign, "template_error");

        assertThat(campaign.counts()).isEqualTo(Map.of("ACCEPTED", (long) CUSTOMERS));
        days.execute("update broadcast set content = replace(content, '{{?', 'news') where id = '"
                + campaign.ref().broadcastId() + "'");
        resumedEverybodyGetsItOnce(campaign);
    }

    private static void awaitPaused(Campaign campaign, String reason) {
        await().atMost(WITHIN).until(() -> campaign.status() == BroadcastStatus.PAUSED);
        assertThat(campaign.pausedReason()).isEqualTo(reason);
        assertThat(campaign.received()).isEmpty();
    }

    private static void resumedEverybodyGetsItOnce(Campaign campaign) {
        assertThat(campaign.resume()).isTrue();
        await().atMost(WITHIN).until(() -> campaign.status() != BroadcastStatus.RUNNING);
        assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
        assertEverybodyGotItOnce(campaign, CUSTOMERS);
    }

    private void zone(String zone) {
        days.execute("update tenant set time_zone = '" + zone + "' where tenant_id = '" + days.tenant() + "'");
    }
}
