package ai.tulia.messaging.api.temporal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of Temporal callers of the API wait for, and what is done after their answer.
 *
 * @param startWithin how long starting or waking a workflow may take; what it misses, the sweeper does
 * @param callsAtOnce of this process; more wait their turn within the same time
 * @param startsAtOnce workflows of messages that are being started, after their callers' answers
 * @param startsWaiting to be started at most; what is more, the sweeper starts
 */
@ConfigurationProperties("tulia.temporal")
record TemporalClientProperties(
        @DefaultValue("2s") Duration startWithin,
        @DefaultValue("1000") int callsAtOnce,
        @DefaultValue("16") int startsAtOnce,
        @DefaultValue("10000") int startsWaiting) {}
