package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the provider is reached.
 *
 * @param simulatorUrl a Twilio on loopback instead of the real one; null = the real one
 * @param publicUrl our own address as the provider sees it; status callbacks go below it
 * @param connectTimeout until a connection is made; nothing was sent when it ends
 * @param readTimeout between two reads of an answer; what was sent is unknown when it ends
 * @param totalTimeout for the whole POST, below the activity's start-to-close
 * @param connections at most, to all of the provider: at least the worker's delivery slots
 */
@ConfigurationProperties("tulia.twilio")
public record DeliveryProperties(
        @Nullable URI simulatorUrl,
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("20s") Duration totalTimeout,
        @DefaultValue("200") int connections) {
    public DeliveryProperties {
        if (totalTimeout.compareTo(AttemptLimits.POST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("tulia.twilio.total-timeout must be at most "
                    + AttemptLimits.POST_TIMEOUT + ": an attempt older than that counts as lost");
        }
    }
}
