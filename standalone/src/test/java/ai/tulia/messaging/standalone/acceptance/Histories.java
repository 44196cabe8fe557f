package ai.tulia.messaging.standalone.acceptance;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowImpl;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What Temporal wrote down. */
record Histories(AcceptanceStack stack) {
    /** Where the replay tests' histories are written, on the wish of a person who runs the suite for them. */
    private static final String CAPTURE = "tulia.acceptance.capture";

    private static final String QUEUE = "replay";

    Optional<WorkflowExecutionHistory> of(Shop shop, UUID message) {
        try {
            return Optional.of(
                    stack.temporalClient().fetchHistory(MessageWorkflowStarter.workflowId(shop.ref(message))));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Of all messages of a tenant that got a workflow. */
    List<WorkflowExecutionHistory> of(Shop shop) {
        String ids = stack.ledger()
                .queryText("select string_agg(id::text, ',') from message where tenant_id = '" + shop.id() + "'");
        var found = new ArrayList<WorkflowExecutionHistory>();
        if (ids != null) {
            for (String id : ids.split(",")) {
                of(shop, UUID.fromString(id)).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Of every run of a broadcast's workflow, in their order; the runs it continued as too. */
    List<WorkflowExecutionHistory> ofBroadcast(Shop shop, UUID broadcast) {
        String id = BroadcastWorkflowStarter.workflowId(new BroadcastRef(shop.id(), broadcast));
        var runs = new ArrayList<WorkflowExecutionHistory>();
        for (String run = stack.temporalClient()
                        .fetchHistory(id)
                        .getHistory()
                        .getEvents(0)
                        .getWorkflowExecutionStartedEventAttributes()
                        .getFirstExecutionRunId();
                !run.isEmpty(); ) {
            var history = stack.temporalClient().fetchHistory(id, run);
            runs.add(history);
            run = history.getLastEvent()
                    .getWorkflowExecutionContinuedAsNewEventAttributes()
                    .getNewExecutionRunId();
        }
        return runs;
    }

    void awaitEndOfBroadcast(Shop shop, UUID broadcast) {
        awaitEnd(BroadcastWorkflowStarter.workflowId(new BroadcastRef(shop.id(), broadcast)));
    }

    /** Until its workflow has nothing left to do. */
    void awaitEnd(Shop shop, UUID message) {
        awaitEnd(MessageWorkflowStarter.workflowId(shop.ref(message)));
    }

    private void awaitEnd(String id) {
        await("end of " + id)
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .ignoreException(WorkflowNotFoundException.class)
                .until(() -> hasEnded(id));
    }

    boolean hasEnded(String id) {
        return stack.temporalClient().newUntypedWorkflowStub(id).describe().getStatus()
                != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    /** Until its workflow sleeps, so that what comes next comes while it waits. */
    void awaitTimer(Shop shop, UUID message) {
        await("timer of " + message)
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> kinds(shop, message).contains("TIMER_STARTED"));
    }

    int events(Shop shop, UUID message) {
        return of(shop, message).orElseThrow().getHistory().getEventsCount();
    }

    /** For a person who reads why a test failed. */
    List<String> kinds(Shop shop, UUID message) {
        return of(shop, message).stream()
                .flatMap(history -> history.getEvents().stream())
                .map(event -> event.getEventType().name().replace("EVENT_TYPE_", ""))
                .toList();
    }

    /** All bytes of it, payloads too, as text: what is not in here, Temporal does not know. */
    static String bytes(WorkflowExecutionHistory history) {
        return new String(history.getHistory().toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** @return what the code did otherwise than the histories say; empty when it went through them all */
    static List<String> otherwise(List<WorkflowExecutionHistory> histories, Class<?> workflow) {
        try (var environment = TestWorkflowEnvironment.newInstance()) {
            Worker worker = environment.newWorker(
                    QUEUE,
                    WorkerOptions.newBuilder()
                            // A loaded machine is no deadlock.
                            .setDefaultDeadlockDetectionTimeout(20_000)
                            .build());
            worker.registerWorkflowImplementationTypes(workflow);
            var ofTheCode =
                    histories.stream().map(Histories::withoutTermination).toList();
            return WorkflowReplayer.replayWorkflowExecutions(ofTheCode, false, worker).allErrors().stream()
                    .map(error -> error.workflowId + ": " + causes(error.exception))
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> otherwise(List<WorkflowExecutionHistory> histories) {
        return otherwise(histories, MessageWorkflowImpl.class);
    }

    /** Terminated from outside, at any moment: no doing of the code, and the replayer does not know the event. */
    private static WorkflowExecutionHistory withoutTermination(WorkflowExecutionHistory history) {
        if (history.getLastEvent().getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED) {
            return history;
        }
        var events = history.getHistory().toBuilder();
        return new WorkflowExecutionHistory(
                events.removeEvents(events.getEventsCount() - 1).build(),
                history.getWorkflowExecution().getWorkflowId());
    }

    private static String causes(Throwable error) {
        return error + (error.getCause() == null ? "" : " <- " + causes(error.getCause()));
    }

    /** Keeps it for the replay tests of module workflows, when the capture directory is given. */
    void keep(String name, Shop shop, UUID message) {
        String directory = System.getProperty(CAPTURE);
        if (directory == null) {
            return;
        }
        awaitEnd(shop, message);
        keep(directory, name, of(shop, message).orElseThrow());
    }

    /** The same of any workflow that has ended. */
    void keep(String name, WorkflowExecutionHistory history) {
        String directory = System.getProperty(CAPTURE);
        if (directory != null) {
            keep(directory, name, history);
        }
    }

    private static void keep(String directory, String name, WorkflowExecutionHistory history) {
        String json = history.toJson(true)
                // Where it was made is nobody's business.
                .replaceAll("\"[0-9]+@[^\":]*", "\"worker");
        try {
            Files.createDirectories(Path.of(directory));
            Files.writeString(Path.of(directory, name + ".json"), json + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
