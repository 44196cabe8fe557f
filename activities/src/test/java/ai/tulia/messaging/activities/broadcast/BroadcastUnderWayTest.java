package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.workflows.broadcast.BroadcastActivities;
import ai.tulia.messaging.workflows.broadcast.BroadcastView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broadcast waits for its last attempts by the ledger's clock: a workflow's that is fast makes no chunk of nothing. */
class BroadcastUnderWayTest {
    private final Days days = Days.today();

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @Test
    void itWaitsUntilTheirTimeIsOver() {
        days.customers(3, null);
        var campaign = Campaign.promotion(days).uncarried();
        days.execute("update message set state = 'SENDING', attempt = 1, changed_at = '" + days.now()
                + "' where broadcast_id = '" + campaign.ref().broadcastId() + "'");
        Instant fast = days.now().plus(Duration.ofHours(1));

        BroadcastView view = days.bean(BroadcastActivities.class).lookAtBroadcast(campaign.ref(), fast);

        assertThat(view.kind()).isEqualTo(BroadcastView.Kind.WAIT);
        assertThat(view.until())
                .isBetween(
                        fast.plusSeconds(60),
                        fast.plus(AttemptLimits.LOST_AFTER).plusSeconds(2));
    }
}
