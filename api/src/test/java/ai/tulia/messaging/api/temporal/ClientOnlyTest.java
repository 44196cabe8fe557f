package ai.tulia.messaging.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import org.junit.jupiter.api.Test;

/** The API starts and steers workflows; work that it took from a queue would die with it. */
class ClientOnlyTest extends ApiTest {
    @Test
    void theProcessHasAClientOfTemporalAndNoWorker() {
        var context = api().context();

        assertThat(context.getBeansOfType(WorkflowClient.class)).hasSize(1);
        assertThat(context.getBeansOfType(WorkerFactory.class)).isEmpty();
        assertThat(context.getBeansOfType(Worker.class)).isEmpty();
    }
}
