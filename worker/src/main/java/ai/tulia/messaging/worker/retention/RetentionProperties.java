package ai.tulia.messaging.worker.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast old data leave.
 *
 * @param pageSize rows of one transaction
 * @param pause between two transactions, and never less than the one before took: what is sent has the rest
 */
@ConfigurationProperties("tulia.retention")
record RetentionProperties(
        @DefaultValue("1000") int pageSize,
        @DefaultValue("100ms") Duration pause) {}
