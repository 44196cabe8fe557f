package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import ai.tulia.messaging.workflows.broadcast.BroadcastDeliveryActivities;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message of a batch that gets no connection in time is not sent, and waits: what was decided about it grew old. */
@Timeout(120)
class BroadcastPostInTimeTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** One connection is for broadcasts, so of two messages the second waits for the answer to the first. */
    private final Days days = Days.withTwoConnections();

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @Test
    void withoutAConnectionWithinTwoSecondsOfItsCommitItIsNotSentAndWaits() {
        Campaign campaign = toTwo();
        firstAnswerTakes(Duration.ofMillis(2_600));

        sendChunk(campaign);

        assertThat(campaign.counts())
                .isEqualTo(Map.of("SENT", 1L, "WAITING provider_busy", 1L))
                .isEqualTo(campaign.countedRows());
        assertThat(days.posts()).hasSize(1);
        await().atMost(WITHIN).until(() -> {
            sendChunk(campaign);
            return campaign.counts().equals(Map.of("SENT", 2L));
        });
        assertThat(campaign.received().stream().map(ReceivedMessage::to))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(days.posts()).hasSize(2);
    }

    @Test
    void itsQuietHoursBeginWhileItWaitsForAConnectionAndItIsDeferred() {
        Campaign campaign = toTwo();
        firstAnswerTakes(Duration.ofMillis(1_600));
        Instant night = days.now().plusMillis(1_000);
        LocalTime begins = LocalTime.ofInstant(night, ZONE);
        days.quiet(begins, begins.plusHours(8));

        sendChunk(campaign);

        await().atMost(WITHIN).until(() -> {
            sendChunk(campaign);
            return campaign.counts().containsKey("WAITING quiet_hours");
        });
        assertThat(days.posts()).hasSizeLessThanOrEqualTo(1);
        assertThat(days.posts()).extracting(ReceivedRequest::time).allMatch(night::isAfter);
    }

    private Campaign toTwo() {
        days.customers(2, null);
        return Campaign.promotion(days).uncarried();
    }

    private void firstAnswerTakes(Duration time) {
        Days.twilio()
                .faults(List.of(FaultRule.of(FaultMode.SLOW)
                        .withDelayMs((int) time.toMillis())
                        .forAccount(days.account())
                        .withTimes(1)));
    }

    private void sendChunk(Campaign campaign) {
        days.activity(BroadcastDeliveryActivities.class).sendChunk(campaign.ref(), 0);
    }
}
