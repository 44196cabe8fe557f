package ai.tulia.messaging.standalone.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two workers, many open rows, and a Temporal that knows none of them. */
class SharedSweepAcceptanceTest {
    private static final int STUCK = 250;
    private static final int WAITING = 1_000;
    private static final int IDLE = 300;

    private static AcceptanceStack stack;

    @BeforeAll
    static void start() {
        stack = AcceptanceStack.on(TestLedger.fresh());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }

    private static String table(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(joining("', '", "unnest(array['", "']::uuid[]) id"));
    }

    /** Waiting rows without workflows. @param wakeAt as SQL */
    private static void rows(Shop shop, List<UUID> ids, String wakeAt) {
        stack.ledger()
                .execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                        + " over_limit, not_before, wake_at, waiting_reason, expires_at, body, created_at, changed_at) select '"
                        + shop.id() + "', id, '" + shop.customer().id() + "', 'transactional', 'whatsapp', 'pending',"
                        + " 'WAITING', 'REJECT', " + wakeAt + ", " + wakeAt
                        + ", 'scheduled', now() + interval '3 hours', 'Found again',"
                        + " now() - interval '1 hour', now() - interval '1 hour' from " + table(ids));
    }

    private static void cancel(List<UUID> ids) {
        stack.ledger()
                .execute("update message set status = 'canceled', state = 'CANCELED' where id in (select id from "
                        + table(ids) + ")");
    }

    private static boolean exists(String workflowId) {
        try {
            stack.temporalClient().newUntypedWorkflowStub(workflowId).describe();
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private static double metric(String name) {
        Matcher found = Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:\\{[^}]*})? (\\S+)$")
                .matcher(new Actuator(stack.workerPort()).metrics());
        assertThat(found.find()).as(name).isTrue();
        return Double.parseDouble(found.group(1));
    }

    /** How often workers asked Temporal about workflows. */
    private static double described(Actuator worker) {
        Matcher found = Pattern.compile("(?m)^temporal_request_total\\{[^}]*DescribeWorkflowExecution[^}]*} (\\S+)$")
                .matcher(worker.metrics());
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }

    @Test
    void rowsForWhichNothingHelpsHoldUpNoOtherAndTheirAgeIsAMetric() {
        Shop shop = new Shop(stack, null);
        List<UUID> stuck = ids(STUCK);
        stuck.forEach(each -> startOnAQueueThatNobodyPolls(shop.ref(each)));
        rows(shop, stuck, "now() - interval '10 minutes'");
        List<UUID> behind = ids(20);

        rows(shop, behind, "now() - interval '30 seconds'");

        behind.forEach(each -> shop.awaitState(each, "sent"));
        behind.forEach(each -> assertThat(shop.received(each)).hasSize(1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> metric("tulia_sweep_oldest_seconds")
                        >= Duration.ofMinutes(10).toSeconds());
        cancel(stuck);
        await().atMost(Duration.ofSeconds(20)).until(() -> metric("tulia_sweep_oldest_seconds") < 600);
    }

    private static void startOnAQueueThatNobodyPolls(MessageRef message) {
        stack.temporalClient()
                .newUntypedWorkflowStub(
                        "MessageWorkflow",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(MessageWorkflowStarter.workflowId(message))
                                .setTaskQueue("nobody")
                                .build())
                .start(message);
    }

    @Test
    void allThatWaitsIsStartedAgainByTwoWorkersWhenTemporalComesBackEmpty() {
        Shop shop = new Shop(stack, null);
        try (var second = stack.anotherWorker()) {
            assertThat(second.isRunning()).isTrue();
            List<UUID> waiting = ids(WAITING);
            rows(shop, waiting, "now() + interval '2 hours'");

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> waiting.stream()
                            .allMatch(each -> exists(MessageWorkflowStarter.workflowId(shop.ref(each)))));
            cancel(waiting);
        }
        assertThat(shop.received()).isEmpty();
    }

    @Test
    void idleBroadcastsAreAskedAboutAFewAtATime() {
        Shop shop = new Shop(stack, null);
        List<UUID> idle = ids(IDLE);
        stack.ledger()
                .execute("insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience,"
                        + " created_at, changed_at) select '" + shop.id()
                        + "', id, 'Idle', 'promotional', 'whatsapp', 'paused', 'News', 'list',"
                        + " now() - interval '1 day', now() - interval '1 day' from " + table(idle));
        stack.ledger()
                .execute("insert into broadcast_snapshot (tenant_id, broadcast_id, done) select '" + shop.id()
                        + "', id, true from " + table(idle));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> idle.stream()
                        .allMatch(each ->
                                exists(BroadcastWorkflowStarter.workflowId(new BroadcastRef(shop.id(), each)))));

        // The client hands its counts over every few seconds: from one time to the next.
        var worker = new Actuator(stack.workerPort());
        double before = awaitCount(worker, described(worker));
        long begun = System.nanoTime();
        double asked = awaitCount(worker, before) - before;
        // A page of 100 in each half second, one that was under way at the beginning, and one at the end.
        double pages = (System.nanoTime() - begun) / 5e8 + 2;
        assertThat(asked).isLessThanOrEqualTo(pages * 100);
    }

    /** Another count of questions than this one. */
    private static double awaitCount(Actuator worker, double old) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> described(worker), count -> count > old);
    }
}
