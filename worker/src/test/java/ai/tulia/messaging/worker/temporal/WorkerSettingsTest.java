package ai.tulia.messaging.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowImpl;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowImpl;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import ai.tulia.messaging.workflows.reconcile.ReconcileWorkflowImpl;
import ai.tulia.messaging.workflows.reconcile.ReconcileWorkflowStarter;
import io.temporal.spring.boot.autoconfigure.properties.TemporalProperties;
import io.temporal.spring.boot.autoconfigure.properties.WorkerProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What an operator sets reaches Temporal's starter, and what nobody sets is as documented. */
class WorkerSettingsTest {
    @Test
    void withoutVariablesTheDefaultsHold() {
        TemporalProperties temporal = settings(Map.of());

        assertThat(temporal.getConnection().getTarget()).isEqualTo("127.0.0.1:7233");
        assertThat(temporal.getNamespace()).isEqualTo("default");
        assertThat(temporal.getStartWorkers()).isFalse();
        assertThat(temporal.getWorkflowCache().getMaxInstances()).isEqualTo(2_000);
        assertThat(temporal.getWorkflowCache().isUsingVirtualWorkflowThreads()).isTrue();
        assertThat(temporal.getWorkers())
                .hasSize(3)
                .allSatisfy(worker -> assertThat(worker.getVirtualThreads().isUsingVirtualThreads())
                        .isTrue());
        WorkerProperties messages = temporal.getWorkers().iterator().next();
        assertThat(messages.getTaskQueue()).isEqualTo(MessageWorkflowStarter.TASK_QUEUE);
        assertThat(messages.getWorkflowClasses()).containsExactly(MessageWorkflowImpl.class);
        assertSlots(messages, 100, 100);
        WorkerProperties broadcasts =
                temporal.getWorkers().stream().skip(1).findFirst().orElseThrow();
        assertThat(broadcasts.getTaskQueue()).isEqualTo(BroadcastWorkflowStarter.TASK_QUEUE);
        assertThat(broadcasts.getWorkflowClasses()).containsExactly(BroadcastWorkflowImpl.class);
        assertSlots(broadcasts, 64, 64);
        WorkerProperties reconciliations =
                temporal.getWorkers().stream().skip(2).findFirst().orElseThrow();
        assertThat(reconciliations.getTaskQueue()).isEqualTo(ReconcileWorkflowStarter.TASK_QUEUE);
        assertThat(reconciliations.getWorkflowClasses()).containsExactly(ReconcileWorkflowImpl.class);
        assertSlots(reconciliations, 8, 8);
    }

    @Test
    void variablesMoveAddressNamespaceAndSlots() {
        TemporalProperties temporal = settings(Map.of(
                "TEMPORAL_ADDRESS", "temporal:7233",
                "TEMPORAL_NAMESPACE", "production",
                "TULIA_TEMPORAL_WORKFLOW_SLOTS", "11",
                "TULIA_TEMPORAL_DELIVERY_SLOTS", "12",
                "TULIA_TEMPORAL_BROADCAST_SLOTS", "13",
                "TULIA_TEMPORAL_RECONCILE_SLOTS", "14"));

        assertThat(temporal.getConnection().getTarget()).isEqualTo("temporal:7233");
        assertThat(temporal.getNamespace()).isEqualTo("production");
        assertSlots(temporal.getWorkers().iterator().next(), 11, 12);
        assertSlots(temporal.getWorkers().stream().skip(1).findFirst().orElseThrow(), 13, 13);
        assertSlots(temporal.getWorkers().stream().skip(2).findFirst().orElseThrow(), 14, 14);
    }

    private static void assertSlots(WorkerProperties worker, int workflows, int activities) {
        var capacity = worker.getCapacity();
        assertThat(capacity.getMaxConcurrentWorkflowTaskExecutors()).isEqualTo(workflows);
        assertThat(capacity.getMaxConcurrentLocalActivityExecutors()).isEqualTo(workflows);
        assertThat(capacity.getMaxConcurrentActivityExecutors()).isEqualTo(activities);
    }

    private static TemporalProperties settings(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("name", Map.of("spring.config.name", "tulia-worker")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment)
                .bind("spring.temporal", TemporalProperties.class)
                .get();
    }
}
