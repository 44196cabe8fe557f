package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.stage.Acceptance;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The ways a message alone can take, each walked on the real servers and counted. */
final class HistoryCases {
    private static final int TIMES = 3;
    private static final long MAX_SECONDS = 60;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Stage stage;
    private final Tenant tenant;
    private final Acceptance acceptance;
    private final MessageWorkflowStarter starter;
    private final WorkflowClient client;

    HistoryCases(Stage stage) {
        this.stage = stage;
        this.tenant = Tenant.make(stage, TIMES);
        this.acceptance = new Acceptance(stage);
        this.starter = stage.api(MessageWorkflowStarter.class);
        this.client = stage.api(WorkflowClient.class);
    }

    int immediate() {
        return most(n -> {
            String id = stage.http()
                    .call("POST", "/v1/messages/send", tenant.apiKey(), """
                            {"customer_id": "%s", "message_type": "transactional", "content": "Hello."}""".formatted(tenant.customer(n)))
                    .path("message_id")
                    .asString();
            var ref = new MessageRef(tenant.id(), UUID.fromString(id));
            awaitState(ref, "state = 'SENT'");
            return eventsSoFar(ref);
        });
    }

    private int eventsSoFar(MessageRef ref) {
        try {
            return client.fetchHistory(MessageWorkflowStarter.workflowId(ref))
                    .getEvents()
                    .size();
        } catch (StatusRuntimeException none) {
            if (none.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return 0;
            }
            throw none;
        }
    }

    int due() {
        return most(n -> events(start(n, Instant.now().minusSeconds(5))));
    }

    int scheduled() {
        return most(n -> events(start(n, Instant.now().plusSeconds(2))));
    }

    int quietHours() {
        return most(n -> {
            quiet(-60, 3);
            return events(start(n, null));
        });
    }

    int longerQuietHours() {
        return most(n -> {
            quiet(-60, 2);
            MessageRef ref = start(n, null);
            awaitState(ref, "waiting_reason = 'quiet_hours'");
            quiet(-60, 5);
            return events(ref);
        });
    }

    int rescheduledToNow() {
        return most(n -> rescheduled(n, 0));
    }

    int rescheduled() {
        return most(n -> rescheduled(n, 2));
    }

    int overLimit() {
        limit(0L);
        List<MessageRef> waiting =
                IntStream.range(0, TIMES).mapToObj(n -> start(n, null)).toList();
        waiting.forEach(ref -> awaitState(ref, "waiting_reason = 'daily_limit'"));
        limit(null);
        waiting.forEach(starter::wake);
        return waiting.stream().mapToInt(this::events).max().orElseThrow();
    }

    private int rescheduled(int n, int seconds) {
        MessageRef ref = start(n, Instant.now().plusSeconds(3600));
        awaitState(ref, "waiting_reason = 'scheduled'");
        pause();
        Instant now = Instant.now();
        Instant then = now.plusSeconds(seconds);
        var transitions = stage.api(MessageTransitions.class);
        stage.api(TenantTransactions.class)
                .run(
                        tenant.id(),
                        () -> transitions.apply(
                                new Transition.Rescheduled(
                                        ref,
                                        Schedule.at(then),
                                        then.plusSeconds(600),
                                        new DispatchDecision.Wait(then, WaitReason.SCHEDULED, List.of())),
                                now));
        starter.wake(ref);
        return events(ref);
    }

    private MessageRef start(int n, @Nullable Instant notBefore) {
        MessageRef ref = acceptance.text(tenant, tenant.customer(n), MessageType.PROMOTIONAL, notBefore);
        starter.start(ref, MessageType.PROMOTIONAL);
        return ref;
    }

    private int events(MessageRef ref) {
        String id = MessageWorkflowStarter.workflowId(ref);
        try {
            client.newUntypedWorkflowStub(id).getResult(MAX_SECONDS, TimeUnit.SECONDS, Void.class);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a message did not end", e);
        }
        awaitState(ref, "state = 'SENT'");
        return client.fetchHistory(id).getEvents().size();
    }

    /** A window of so many seconds around now, in the tenant's zone. */
    private void quiet(int from, int to) {
        LocalTime now = LocalTime.now(BERLIN).truncatedTo(ChronoUnit.SECONDS);
        stage.superuser()
                .sql("update tenant set quiet_start = :start, quiet_end = :end where tenant_id = :tenant")
                .param("start", now.plusSeconds(from))
                .param("end", now.plusSeconds(to))
                .param("tenant", tenant.id())
                .update();
    }

    private void limit(@Nullable Long daily) {
        stage.superuser()
                .sql("update tier set daily_limit = :daily where name = 'enterprise'")
                .param("daily", daily)
                .update();
    }

    private void awaitState(MessageRef ref, String condition) {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS); System.nanoTime() < end; pause()) {
            if (stage.superuser()
                    .sql("select exists (select from message where id = :id and " + condition + ")")
                    .param("id", ref.messageId())
                    .query(Boolean.class)
                    .single()) {
                return;
            }
        }
        throw new IllegalStateException("never: " + condition);
    }

    /** Between two looks; also lets a workflow reach its timer after its row says it waits. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int most(IntUnaryOperator walk) {
        return IntStream.range(0, TIMES).map(walk).max().orElseThrow();
    }
}
