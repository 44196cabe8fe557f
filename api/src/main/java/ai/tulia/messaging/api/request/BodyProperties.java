package ai.tulia.messaging.api.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a body may take to arrive, however little comes at a time.
 *
 * @param withinPerMegabyte for each megabyte that its route takes at most
 */
@ConfigurationProperties("tulia.request-body")
record BodyProperties(@DefaultValue("30s") Duration withinPerMegabyte) {}
