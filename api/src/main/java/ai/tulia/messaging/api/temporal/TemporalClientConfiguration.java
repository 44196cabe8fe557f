package ai.tulia.messaging.api.temporal;

import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.connection.TemporalConnection;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opened at its first use: the API starts, and accepts messages, while Temporal is away. */
@Configuration(value = "apiTemporalClient", proxyBeanMethods = false)
@EnableConfigurationProperties(TemporalClientProperties.class)
class TemporalClientConfiguration {
    @Bean
    TemporalConnection temporalConnection(TemporalClientProperties properties) {
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
