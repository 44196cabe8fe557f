package ai.tulia.messaging.workflows.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.workflows.message.SearchAttribute;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chunks say on how many lanes their broadcast is to go, and the wave that is under way follows. */
@Timeout(60)
class BroadcastLanesTest {
    private static final int MANY = 16;
    private static final int FEW = 4;
    private static final int AFTERWARDS = 120;

    private final BroadcastRef broadcast = new BroadcastRef(UUID.randomUUID(), UUID.randomUUID());
    private final TestWorkflowEnvironment temporal = environment();

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void lanesBeginAndEndWithinTheWaveAsTheChunksAsk() {
        var ledger = new LanesOnPaper(MANY, FEW, AFTERWARDS);

        WorkflowExecutionHistory history = run(ledger);

        List<Integer> sent = ledger.sent();
        assertThat(sent.stream().distinct().sorted()).containsExactlyElementsOf(numbers(MANY));
        // What was under way when the first one asked for few is done long before.
        assertThat(sent.subList(sent.size() - AFTERWARDS / 3, sent.size())).allMatch(lane -> lane < FEW);
        assertThat(ledger.looks()).as("one wave").isEqualTo(2);
        assertThat(markers(history)).as("local activities and the version").isEqualTo(ledger.looks() + 1);
        assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, BroadcastWorkflowImpl.class))
                .doesNotThrowAnyException();
    }

    @Test
    void oneThatKeepsItsLanesNotesNoVersion() {
        var ledger = new LanesOnPaper(FEW, FEW, AFTERWARDS);

        WorkflowExecutionHistory history = run(ledger);

        assertThat(ledger.sent().stream().distinct().sorted()).containsExactlyElementsOf(numbers(FEW));
        assertThat(markers(history)).as("local activities").isEqualTo(ledger.looks());
    }

    private WorkflowExecutionHistory run(LanesOnPaper ledger) {
        var worker = temporal.newWorker(BroadcastWorkflowStarter.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(BroadcastWorkflowImpl.class);
        worker.registerActivitiesImplementations(ledger);
        temporal.start();
        var client = temporal.getWorkflowClient();
        new BroadcastWorkflowStarter(client).start(broadcast, MessageType.PROMOTIONAL);
        String id = BroadcastWorkflowStarter.workflowId(broadcast);
        client.newUntypedWorkflowStub(id).getResult(Void.class);
        return client.fetchHistory(id);
    }

    private static List<Integer> numbers(int lanes) {
        return IntStream.range(0, lanes).boxed().toList();
    }

    private static long markers(WorkflowExecutionHistory history) {
        return history.getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_MARKER_RECORDED)
                .count();
    }

    private static TestWorkflowEnvironment environment() {
        var options = TestEnvironmentOptions.newBuilder();
        SearchAttribute.ALL.forEach(attribute ->
                options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return TestWorkflowEnvironment.newInstance(options.build());
    }
}
