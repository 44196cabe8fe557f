package ai.tulia.messaging.worker.temporal;

import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.connection.TemporalConnection;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TemporalClientConfiguration {
    @Bean
    TemporalConnection temporalConnection(TemporalProperties properties) {
        return TemporalConnection.open(properties.target(), properties.namespace());
    }

    @Bean
    MessageWorkflowStarter messageWorkflowStarter(TemporalConnection temporal) {
        return new MessageWorkflowStarter(temporal.client());
    }

    @Bean
    BroadcastWorkflowStarter broadcastWorkflowStarter(TemporalConnection temporal) {
        return new BroadcastWorkflowStarter(temporal.client());
    }
}
