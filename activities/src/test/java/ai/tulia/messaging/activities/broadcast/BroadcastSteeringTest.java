package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broadcast started twice, paused, resumed or canceled on its way. */
@Timeout(180)
class BroadcastSteeringTest {
    private static final String NOON = "2026-06-01T10:00:00Z";
    /** For a slow machine. */
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @Test
    void startingItTwiceIsOneBroadcast() {
        try (var days = Days.from(NOON, "Europe/Berlin", "22:00", "08:00")) {
            days.customers(30, null);
            var campaign = Campaign.promotion(days).start();
            days.broadcasts().start(campaign.ref(), MessageType.PROMOTIONAL);
            campaign.untilEnded();
            assertThat(campaign.received()).hasSize(30);
            // Once more, after its end: it finds nothing to do.
            days.broadcasts().start(campaign.ref(), MessageType.PROMOTIONAL);
            campaign.untilEnded();
            assertThat(campaign.received()).hasSize(30);
        }
    }

    @Test
    void pausedAfterSomeGotItAndResumedItReachesEachOnce() {
        try (var days = Days.from("2026-06-01T21:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            days.customers(30, "Europe/Berlin");
            days.customers(20, "America/New_York");
            var campaign = Campaign.promotion(days).start();
            await().atMost(WITHIN)
                    .until(() -> campaign.counts().equals(Map.of("WAITING quiet_hours", 30L, "SENT", 20L)));
            assertThat(campaign.pause()).isTrue();
            assertThat(campaign.pause()).isFalse();
            days.pass(Duration.ofDays(1));
            assertThat(campaign.received()).hasSize(20);
            assertThat(campaign.resume()).isTrue();
            campaign.untilEnded();
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 50L)).isEqualTo(campaign.countedRows());
            assertThat(campaign.received()).hasSize(50);
            assertThat(campaign.received().stream().map(ReceivedMessage::to)).doesNotHaveDuplicates();
        }
    }

    @Test
    void canceledItClosesWhatWasOpen() {
        try (var days = Days.from("2026-06-01T21:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            days.customers(10, "Europe/Berlin");
            days.customer("America/New_York");
            var campaign = Campaign.promotion(days).start();
            await().atMost(WITHIN)
                    .until(() -> campaign.counts().equals(Map.of("WAITING quiet_hours", 10L, "SENT", 1L)));
            assertThat(campaign.cancel()).isTrue();
            campaign.untilEnded();
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.CANCELED);
            assertThat(campaign.counts())
                    .isEqualTo(Map.of("CANCELED", 10L, "SENT", 1L))
                    .isEqualTo(campaign.countedRows());
            assertThat(campaign.received()).hasSize(1);
        }
    }

    @Test
    void canceledInTemporalItIsCanceledInTheLedger() {
        try (var days = Days.from("2026-06-01T21:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            days.customers(10, "Europe/Berlin");
            var campaign = Campaign.promotion(days).start();
            await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("WAITING quiet_hours", 0L) == 10);
            // Else a chunk may end as it is canceled, which the test server takes for a mistake of the workflow.
            await().atMost(WITHIN).until(() -> campaign.history().sleeps());
            days.stub(campaign.ref()).cancel();
            assertThatThrownBy(campaign::untilEnded).isInstanceOf(WorkflowFailedException.class);
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.CANCELED);
            assertThat(campaign.counts()).isEqualTo(Map.of("CANCELED", 10L));
            assertThat(campaign.received()).isEmpty();
        }
    }
}
