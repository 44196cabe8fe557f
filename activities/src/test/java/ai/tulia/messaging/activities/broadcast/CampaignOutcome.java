package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import java.util.Map;

/** What a broadcast comes to, in the ledger, its kept counts and at the provider. */
final class CampaignOutcome {
    private CampaignOutcome() {}

    static void assertEverybodyGotItOnce(Campaign campaign, int customers) {
        assertThat(campaign.counts())
                .isEqualTo(Map.of("SENT", (long) customers))
                .isEqualTo(campaign.countedRows());
        assertThat(campaign.received().stream().map(ReceivedMessage::to))
                .hasSize(customers)
                .doesNotHaveDuplicates();
    }
}
