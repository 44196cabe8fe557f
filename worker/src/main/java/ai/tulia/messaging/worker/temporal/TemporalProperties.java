package ai.tulia.messaging.worker.temporal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param target {@code host:port} of Temporal's frontend
 * @param workflowSlots workflow tasks at once
 * @param deliverySlots POSTs at once; the provider's connections are sized to it
 * @param broadcastSlots chunks of broadcasts at once. A chunk of a slow sender mostly waits for its rate limit, and keeps its
 *     slot meanwhile: so many that it takes 64 slow broadcasts to fill them. In memory each has 500 messages at most
 * @param drainSeconds how long a stopping worker waits for what is under way
 */
@ConfigurationProperties("tulia.temporal")
public record TemporalProperties(
        @DefaultValue("127.0.0.1:7233") String target,
        @DefaultValue("default") String namespace,
        @DefaultValue("100") int workflowSlots,
        @DefaultValue("100") int deliverySlots,
        @DefaultValue("64") int broadcastSlots,
        @DefaultValue("50") int drainSeconds) {}
