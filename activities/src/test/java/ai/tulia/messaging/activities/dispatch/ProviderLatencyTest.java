package ai.tulia.messaging.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderLatencyTest {
    private static final int CONNECTIONS = 100;
    private static final BroadcastPace FAST = new BroadcastPace(1_000);
    private static final UUID TENANT = UUID.randomUUID();

    private final ProviderLatency latency = new ProviderLatency(CONNECTIONS);

    @Test
    void lanesGrowWhileTheProviderAnswersSlowlyAndShrinkAgain() {
        assertThat(latency.lanes(TENANT, FAST)).as("not known").isEqualTo(FAST.lanes());

        answers(20, Duration.ofMillis(200));
        assertThat(latency.lanes(TENANT, FAST)).isEqualTo(8);

        answers(200, Duration.ofMillis(800));
        assertThat(latency.lanes(TENANT, FAST)).isEqualTo(BroadcastPace.MAX_LANES);

        answers(200, Duration.ofMillis(20));
        assertThat(latency.lanes(TENANT, FAST)).isEqualTo(FAST.lanes());
    }

    @Test
    void anotherTenantsProviderIsNotSlow() {
        answers(100, Duration.ofSeconds(2));

        assertThat(latency.lanes(UUID.randomUUID(), FAST)).isEqualTo(FAST.lanes());
    }

    /** However many batches go side by side, together they fill the connections for a second; few of them a part of it. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 10, 20, 100})
    void batchesSideBySideStartWithinASecond(int batches) {
        answers(1, Duration.ofMillis(200));

        assertThat(batches * latency.startableWithinASecond(TENANT, batches)).isBetween(500, 500 + batches);
    }

    @Test
    void fewBatchesAreNoLargerThanFourSideBySide() {
        assertThat(latency.startableWithinASecond(TENANT, 1))
                .isEqualTo(latency.startableWithinASecond(TENANT, 4))
                .isEqualTo(125);
    }

    private void answers(int count, Duration each) {
        for (int answer = 0; answer < count; answer++) {
            latency.add(TENANT, each.toNanos());
        }
    }
}
