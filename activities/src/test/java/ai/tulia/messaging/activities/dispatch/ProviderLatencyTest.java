package ai.tulia.messaging.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProviderLatencyTest {
    private static final int CONNECTIONS = 100;
    private static final BroadcastRateLimit FAST = new BroadcastRateLimit(1_000);
    private static final UUID TENANT = UUID.randomUUID();

    private final ProviderLatency latency = new ProviderLatency(CONNECTIONS);

    @Test
    void lanesGrowWhileTheProviderAnswersSlowlyAndShrinkAgain() {
        assertThat(lanes(TENANT)).as("not known").isEqualTo(FAST.lanes());

        answers(20, Duration.ofMillis(200));
        assertThat(lanes(TENANT)).isEqualTo(8);

        answers(200, Duration.ofMillis(800));
        assertThat(lanes(TENANT)).isEqualTo(BroadcastRateLimit.MAX_LANES);

        answers(200, Duration.ofMillis(20));
        assertThat(lanes(TENANT)).isEqualTo(FAST.lanes());
    }

    @Test
    void anotherTenantsProviderIsNotSlow() {
        answers(100, Duration.ofSeconds(2));

        assertThat(lanes(UUID.randomUUID())).isEqualTo(FAST.lanes());
    }

    @Test
    void whatStartsWithinASecondFollowsTheAnswersAndIsNoMoreThanABroadcastHasUnderWay() {
        assertThat(latency.startableWithinASecond(TENANT)).as("not known").isEqualTo(500);

        answers(500, Duration.ofMillis(100));
        assertThat(latency.startableWithinASecond(TENANT)).isBetween(1_000, 1_001);

        answers(500, Duration.ofMillis(5));
        assertThat(latency.startableWithinASecond(TENANT))
                .isEqualTo(BroadcastRateLimit.BATCHES_AT_ONCE * BroadcastRateLimit.MAX_BATCH);

        answers(500, Duration.ofSeconds(10));
        assertThat(latency.startableWithinASecond(TENANT))
                .as("one a connection")
                .isEqualTo(CONNECTIONS);
    }

    @Test
    void fewThatAreDueNeedNoOtherLaneHoweverSlowTheProvider() {
        answers(200, Duration.ofSeconds(2));

        assertThat(latency.lanes(TENANT, FAST, FAST.atOnce())).isEqualTo(1);
        assertThat(latency.lanes(TENANT, FAST, FAST.atOnce() + 1)).isEqualTo(BroadcastRateLimit.MAX_LANES);
    }

    /** Of a broadcast with many messages. */
    private int lanes(UUID tenant) {
        return latency.lanes(tenant, FAST, Integer.MAX_VALUE);
    }

    private void answers(int count, Duration each) {
        for (int answer = 0; answer < count; answer++) {
            latency.add(TENANT, each.toNanos());
        }
    }
}
