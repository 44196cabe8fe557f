package ai.tulia.messaging.workflows;

import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import ai.tulia.messaging.workflows.reconcile.ReconcileWorkflowStarter;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Everything that starts and steers workflows, on the client of Temporal's Spring Boot starter. API and worker import
 * this one class. The connection is opened at its first use: a process starts while Temporal is away.
 */
@Configuration(proxyBeanMethods = false)
public class WorkflowsConfiguration {
    @Bean
    MessageWorkflowStarter messageWorkflowStarter(WorkflowClient temporal) {
        return new MessageWorkflowStarter(temporal);
    }

    @Bean
    BroadcastWorkflowStarter broadcastWorkflowStarter(WorkflowClient temporal) {
        return new BroadcastWorkflowStarter(temporal);
    }

    @Bean
    ReconcileWorkflowStarter reconcileWorkflowStarter(WorkflowClient temporal) {
        return new ReconcileWorkflowStarter(temporal);
    }

    /** Temporal is near: compression would cost more processor time than it saves of the network. */
    @Bean
    TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> noCompression() {
        return options -> options.setGrpcCompression(GrpcCompression.NONE);
    }

    /** The worker's own health and metrics say more, and a poller less runs. */
    @Bean
    TemporalOptionsCustomizer<WorkflowClientOptions.Builder> noWorkerHeartbeat() {
        return options -> options.setWorkerHeartbeatInterval(Duration.ofSeconds(-1));
    }
}
