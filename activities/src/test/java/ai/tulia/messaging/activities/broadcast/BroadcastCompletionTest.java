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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Complete means that no message is open, whatever happened to the broadcast on its way. */
@Timeout(300)
class BroadcastCompletionTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int CUSTOMERS = 130;

    @Test
    void completedMeansThatEveryoneGotItOnce() {
        try (var days = days()) {
            var campaign = Campaign.promotion(days).start().untilEnded();
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
            assertEverybodyGotItOnce(campaign, CUSTOMERS);
        }
    }

    @Test
    void neitherAPauseNorAStopNorAnotherRateLimitCompletesItBeforeItsEnd() {
        try (var days = days()) {
            Days.twilio()
                    .faults(List.of(FaultRule.of(FaultMode.EXECUTE_AND_TIMEOUT)
                            .forAccount(days.account())
                            .withTimes(1)));
            var campaign = Campaign.promotion(days).rateLimit(20).start();
            until(campaign, () -> sent(campaign) > 10);
            campaign.pause();
            until(campaign, () -> campaign.status() == BroadcastStatus.PAUSED);
            days.execute("update broadcast set max_per_second = 40 where id = '"
                    + campaign.ref().broadcastId() + "'");
            campaign.resume();
            until(campaign, () -> sent(campaign) > 40);
            days.workerRests();
            until(campaign, () -> campaign.counts().getOrDefault("SENDING", 0L) == 0);
            look(campaign);
            days.workerIsBack();
            until(campaign, () -> sent(campaign) + unknown(campaign) == CUSTOMERS);
            // Nothing is due, and nobody knows of at least one whether it was sent.
            assertThat(unknown(campaign)).isPositive();
            days.pass(Duration.ofHours(1));
            look(campaign);
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.RUNNING);

            days.execute(
                    "update message set state = 'SENT', status = 'sent', failure_code = null where broadcast_id = '"
                            + campaign.ref().broadcastId() + "' and state = 'UNKNOWN'");
            campaign.untilEnded();
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
            assertEverybodyGotItOnce(campaign, CUSTOMERS);
        }
    }

    private static Days days() {
        var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");
        days.customers(CUSTOMERS, null);
        return days;
    }

    private static void until(Campaign campaign, BooleanSupplier reached) {
        await().atMost(WITHIN).until(() -> {
            look(campaign);
            return reached.getAsBoolean();
        });
    }

    private static void look(Campaign campaign) {
        // The status first: what is open may only grow less after it.
        boolean completed = campaign.status() == BroadcastStatus.COMPLETED;
        var open = campaign.countedRows().keySet().stream()
                .filter(what -> what.matches("(ACCEPTED|WAITING|SENDING|UNKNOWN).*"))
                .toList();
        assertThat(completed && !open.isEmpty()).as("completed with %s", open).isFalse();
    }

    private static long sent(Campaign campaign) {
        return campaign.counts().getOrDefault("SENT", 0L);
    }

    private static long unknown(Campaign campaign) {
        return campaign.counts().entrySet().stream()
                .filter(count -> count.getKey().startsWith("UNKNOWN"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
