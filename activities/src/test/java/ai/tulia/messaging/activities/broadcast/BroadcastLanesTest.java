package ai.tulia.messaging.activities.broadcast;

import static ai.tulia.messaging.activities.broadcast.CampaignOutcome.assertEverybodyGotItOnce;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On how many lanes a broadcast goes. */
@Timeout(120)
class BroadcastLanesTest {
    private static final int CUSTOMERS = 200;

    /** At its sender's 80 a second more than three POSTs are under way, and the worker has one connection for them. */
    @Test
    void whereTheProviderAnswersSlowlyItGoesOnMoreLanesOnceItsMessagesAreKnownToGoOut() {
        try (Days days = Days.withTwoConnections()) {
            Days.twilio()
                    .faults(List.of(FaultRule.of(FaultMode.SLOW).withDelayMs(40).forAccount(days.account())));

            Campaign campaign = sent(days);

            assertThat(campaign.history().lanes()).hasSizeGreaterThan(4).contains(0, 1, 2, 3, 4);
        }
    }

    @Test
    void atTheSameRateLimitItHasOneLaneWhereTheConnectionsAreEnough() {
        try (Days days = Days.today()) {
            Campaign campaign = sent(days);

            assertThat(campaign.history().lanes()).containsExactly(0);
        }
    }

    /** For its rate limit there would be four. */
    @Test
    void asFewAsOneLaneTakesSideBySideGoOnOneHoweverFastTheSenderIs() {
        try (Days days = Days.withEightConnections()) {
            TestBatch batch = TestBatch.accept(days, days.customers(10, null), CUSTOMERS)
                    .start()
                    .untilEnded();

            assertThat(batch.counts()).isEqualTo(Map.of("SENT", (long) CUSTOMERS));
            assertThat(batch.history().lanes()).containsExactly(0);
            assertThat(batch.history().chunks()).as("probed and sent by one").isEqualTo(1);
        }
    }

    private static Campaign sent(Days days) {
        days.customers(CUSTOMERS, null);
        Campaign campaign = Campaign.promotion(days).start().untilEnded();
        assertEverybodyGotItOnce(campaign, CUSTOMERS);
        return campaign;
    }
}
