package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowImpl;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Each way a broadcast can go, in the events that Temporal keeps of it: they hold ids only and can be read again. */
class BroadcastHistoryAcceptanceTest {

    private final AcceptanceStack stack = AcceptanceStack.running();
    private final Fleet fleet = new Fleet(stack, 0, 1, 120, null);
    private final Shop shop = fleet.shops().getFirst();

    @Test
    void completedAfterAWait() {
        UUID broadcast = fleet.rateLimit(400)
                .broadcast(
                        shop,
                        Map.of("scheduled_at", Instant.now().plusSeconds(15).toString()));
        awaitStatus("completed");
        assertThat(ended("broadcast-completed", broadcast)).contains(EventType.EVENT_TYPE_TIMER_FIRED);
    }

    @Test
    void pausedAndResumed() {
        UUID broadcast = fleet.rateLimit(10).broadcast(shop, Map.of());
        awaitSome();
        fleet.steer(shop, broadcast, "pause");
        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("state = 'SENDING'") == 0);
        fleet.rateLimit(400).steer(shop, broadcast, "resume");
        awaitStatus("completed");
        assertThat(ended("broadcast-paused-and-resumed", broadcast))
                .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
    }

    @Test
    void canceledInTheLedger() {
        UUID broadcast = fleet.rateLimit(10).broadcast(shop, Map.of());
        awaitSome();
        fleet.steer(shop, broadcast, "cancel");
        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("status = 'pending'") == 0);
        assertThat(ended("broadcast-canceled", broadcast))
                .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)
                .doesNotContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
        assertThat(fleet.messages("status = 'canceled'")).isPositive();
    }

    @Test
    void canceledInTemporal() {
        UUID broadcast = fleet.rateLimit(10).broadcast(shop, Map.of());
        awaitSome();
        stack.temporalClient().newUntypedWorkflowStub(id(broadcast)).cancel("asked");
        awaitStatus("canceled");
        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("status = 'pending'") == 0);
        assertThat(ended("broadcast-canceled-in-temporal", broadcast))
                .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
        assertThat(fleet.messages("status = 'canceled'")).isPositive();
    }

    @Test
    void anOperatorReadsItsCountsAndWhyItStands() {
        UUID broadcast = fleet.rateLimit(10).broadcast(shop, Map.of());
        awaitSome();
        fleet.steer(shop, broadcast, "pause");
        var workflow = stack.temporalClient().newUntypedWorkflowStub(id(broadcast));

        await().atMost(AcceptanceTest.SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(workflow.query("__temporal_workflow_metadata", WorkflowMetadata.class)
                                .getCurrentDetails())
                        .startsWith("requested")
                        .containsPattern("SENT [1-9]")
                        .contains("ACCEPTED"));
    }

    /** On a server that was told to suggest it early: limit.historyCount.suggestContinueAsNew. */
    @Test
    @EnabledIfSystemProperty(named = "tulia.acceptance.short-histories", matches = "true")
    void continuedAsNewInTheMiddle() {
        UUID broadcast = fleet.rateLimit(10).broadcast(shop, Map.of());
        awaitSome();
        for (int stop = 0; stop < 3; stop++) {
            fleet.steer(shop, broadcast, "pause");
            await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("state = 'SENDING'") == 0);
            fleet.steer(shop, broadcast, "resume");
        }
        fleet.rateLimit(400);
        awaitStatus("completed");
        assertThat(ended("broadcast-continued", broadcast))
                .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
        assertThat(fleet.messages("state = 'SENT'")).isEqualTo(120);
    }

    private void awaitSome() {
        await("some of it sent")
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.messages("state = 'SENT'") > 0);
    }

    private void awaitStatus(String status) {
        await(status)
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.broadcasts("status = '" + status + "'") == 1);
    }

    private String id(UUID broadcast) {
        return BroadcastWorkflowStarter.workflowId(new BroadcastRef(shop.id(), broadcast));
    }

    /** Its kinds of events, once the ledger was judged and each run was read again. */
    private List<EventType> ended(String name, UUID broadcast) {
        var histories = new Histories(stack);
        histories.awaitEndOfBroadcast(shop, broadcast);
        List<WorkflowExecutionHistory> runs = histories.ofBroadcast(shop, broadcast);
        var verdict = fleet.verdict(stack.simulator()::requests);
        assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
        assertThat(Histories.otherwise(runs, BroadcastWorkflowImpl.class)).isEmpty();
        assertThat(Histories.otherwise(runs, WithAPlantedStep.class)).isNotEmpty();
        assertThat(runs).allSatisfy(run -> assertThat(Histories.bytes(run)).doesNotContain("1416200", "News for all"));
        for (int run = 0; run < runs.size(); run++) {
            histories.keep(run == 0 ? name : name + "-" + (run + 1), runs.get(run));
        }
        return runs.stream()
                .flatMap(run -> run.getEvents().stream())
                .map(event -> event.getEventType())
                .distinct()
                .toList();
    }

    /** The change that must be noticed. */
    public static class WithAPlantedStep extends BroadcastWorkflowImpl {
        @Override
        public void run(BroadcastRef broadcast) {
            Workflow.sleep(Duration.ofSeconds(1));
            super.run(broadcast);
        }
    }
}
