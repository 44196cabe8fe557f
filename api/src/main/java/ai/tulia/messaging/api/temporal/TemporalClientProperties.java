package ai.tulia.messaging.api.temporal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a caller of the API waits for Temporal.
 *
 * @param startWithin how long starting or waking a workflow may take; what it misses, the sweeper does
 * @param callsAtOnce of this process; more wait their turn within the same time
 */
@ConfigurationProperties("tulia.temporal")
record TemporalClientProperties(
        @DefaultValue("2s") Duration startWithin,
        @DefaultValue("1000") int callsAtOnce) {}
