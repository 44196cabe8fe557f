package ai.tulia.messaging.workflows.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageType;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaptureAdHocTest {
    @Test
    void capture() throws Exception {
        var temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseExternalService(true)
                .setTarget("127.0.0.1:" + Integer.getInteger("adhoc.port"))
                .build());
        var broadcast = new BroadcastRef(UUID.randomUUID(), UUID.randomUUID());
        var ledger = new LanesOnPaper(4, 1, 6);
        var worker = temporal.newWorker(BroadcastWorkflowStarter.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(OldWorkflowImpl.class);
        worker.registerActivitiesImplementations(ledger);
        temporal.start();
        var client = temporal.getWorkflowClient();
        new BroadcastWorkflowStarter(client).start(broadcast, MessageType.PROMOTIONAL);
        String id = BroadcastWorkflowStarter.workflowId(broadcast);
        client.newUntypedWorkflowStub(id).getResult(Void.class);
        Files.writeString(
                Path.of("src/test/resources/histories/broadcast-wave-ended-for-lanes.json"),
                client.fetchHistory(id).toJson(true) + "\n");
        temporal.close();
    }
}
