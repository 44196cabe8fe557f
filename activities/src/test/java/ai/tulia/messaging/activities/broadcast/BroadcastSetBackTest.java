package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.workflows.broadcast.BroadcastDeliveryActivities;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A failover of the ledger loses the commit of a batch while its POST is under way. */
@Timeout(120)
class BroadcastSetBackTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Days days = Days.withTwoConnections();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void endOfDays() {
        workers.close();
        days.close();
    }

    @Test
    void theAnswerSettlesWhatTheLedgerForgotAndItsCountsStayTrue() throws Exception {
        UUID customer = days.customer(null);
        var campaign = Campaign.promotion(days).uncarried();
        Days.twilio()
                .faults(List.of(FaultRule.of(FaultMode.SLOW)
                        .withDelayMs(2_500)
                        .forAccount(days.account())
                        .withTimes(1)));
        Future<ChunkResult> chunk = workers.submit(() -> sendChunk(campaign));
        await().atMost(WITHIN)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Days.twilio().faults().isEmpty());

        setBack(campaign);

        chunk.get();
        assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 1L)).isEqualTo(campaign.countedRows());
        assertThat(campaign.column(customer, "attempt")).isEqualTo("1");
        var message = new MessageRef(days.tenant(), UUID.fromString(campaign.column(customer, "id")));
        assertThat(days.events(message)).endsWith("ledger_set_back", "provider_accepted");
        sendChunk(campaign);
        assertThat(days.posts()).hasSize(1);
    }

    private ChunkResult sendChunk(Campaign campaign) {
        return days.activity(BroadcastDeliveryActivities.class).sendChunk(campaign.ref(), 0);
    }

    /** To what it was before its SENDING; its time to go comes again in a minute. */
    private void setBack(Campaign campaign) {
        String broadcast = campaign.ref().broadcastId().toString();
        assertThat(campaign.counts()).isEqualTo(Map.of("SENDING", 1L));
        days.execute("delete from message_event where message_id in (select id from message where broadcast_id = '"
                + broadcast + "')");
        days.execute("update message set state = 'WAITING', attempt = 0, waiting_reason = 'provider_busy',"
                + " reserved_at = null, wake_at = now() + interval '1 minute' where broadcast_id = '" + broadcast
                + "'");
    }
}
