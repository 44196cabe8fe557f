package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many batches of one tenant, all due at one time, where the worker has four connections for broadcasts. */
@Timeout(180)
class ManyBatchesTest {
    private static final int BATCHES = 20;
    private static final Duration WITHIN = Duration.ofSeconds(60);
    /**
     * Of so many at most one waits, and of as many batches one has none that does: where the machine stands still for a
     * second, those wait that are in line then. Without the limit four of five wait.
     */
    private static final int ONE_IN = 4;

    private final Days days = Days.withEightConnections();

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @Test
    void theyEndEachOnOneLaneAndMostNeverWaitForAConnection() {
        int items = 250;
        List<TestBatch> batches = started(items);

        batches.forEach(TestBatch::untilEnded);

        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.counts()).isEqualTo(Map.of("SENT", (long) items));
            assertThat(batch.received()).hasSize(items).doesNotHaveDuplicates();
            assertThat(batch.history().lanes()).containsExactly(0);
        });
        assertFewWaited(items);
    }

    @Test
    void whereTheProviderIsSlowTheyTakeTurnsAndMostNeverWaitForAConnection() {
        Days.twilio()
                .faults(List.of(FaultRule.of(FaultMode.SLOW).withDelayMs(60).forAccount(days.account())));
        int items = 30;
        List<TestBatch> batches = started(items);

        batches.forEach(TestBatch::untilEnded);

        assertThat(batches).allSatisfy(batch -> assertThat(batch.counts()).isEqualTo(Map.of("SENT", (long) items)));
        assertFewWaited(items);
    }

    @Test
    void anotherTenantsMessageAndBatchDoNotWaitForThem() {
        Days.twilio()
                .faults(List.of(FaultRule.of(FaultMode.SLOW).withDelayMs(100).forAccount(days.account())));
        int items = 40;
        List<TestBatch> batches = started(items);
        await().atMost(WITHIN).until(() -> sent(batches) > 0);

        try (Days other = Days.withEightConnections()) {
            UUID customer = other.customer(null);
            TestBatch small = TestBatch.accept(other, List.of(customer), 5).start();
            MessageRef single = other.promotion(customer);

            await().atMost(WITHIN).until(() -> other.state(single).equals("SENT"));
            await().atMost(WITHIN).until(() -> small.counts().equals(Map.of("SENT", 5L)));

            assertThat(sent(batches)).as("the many are still under way").isLessThan((long) BATCHES * items);
        }
        batches.forEach(TestBatch::untilEnded);
        assertThat(sent(batches)).isEqualTo((long) BATCHES * items);
    }

    private List<TestBatch> started(int items) {
        List<UUID> customers = days.customers(10, null);
        List<TestBatch> batches = Stream.generate(() -> TestBatch.accept(days, customers, items))
                .limit(BATCHES)
                .toList();
        batches.forEach(TestBatch::start);
        return batches;
    }

    private static long sent(List<TestBatch> batches) {
        return batches.stream()
                .mapToLong(batch -> batch.counts().getOrDefault("SENT", 0L))
                .sum();
    }

    /** For a connection in vain: how often a message was put back because it had not left. */
    private void assertFewWaited(int items) {
        List<Long> waitsOfBatches = days.inLedger(() -> days.bean(JdbcClient.class)
                .sql(
                        "select count(*) from message_event e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id"
                                + " where e.tenant_id = ? and e.kind = 'not_processed' group by m.broadcast_id")
                .param(days.tenant())
                .query(Long.class)
                .list());
        assertThat(waitsOfBatches.stream().mapToLong(Long::longValue).sum()).isLessThan(BATCHES * items / ONE_IN);
        assertThat(waitsOfBatches).hasSizeLessThan(BATCHES - BATCHES / ONE_IN);
    }
}
