package ai.tulia.messaging.worker.temporal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param drainSeconds how long a stopping worker waits for what is under way */
@ConfigurationProperties("tulia.temporal")
record TemporalProperties(@DefaultValue("50") int drainSeconds) {}
