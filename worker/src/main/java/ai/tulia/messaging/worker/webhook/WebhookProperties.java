package ai.tulia.messaging.worker.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks go out.
 *
 * @param allowPrivate whether endpoints may be at private, loopback and link-local addresses
 * @param connectWithin how long a receiver may take to let us in
 * @param answerWithin how long it may take to answer, connecting included
 * @param connections deliveries of this process at once
 * @param keep how long events and attempts are kept, to be listed and replayed
 */
@ConfigurationProperties("tulia.webhooks")
record WebhookProperties(
        @DefaultValue("false") boolean allowPrivate,
        @DefaultValue("5s") Duration connectWithin,
        @DefaultValue("15s") Duration answerWithin,
        @DefaultValue("512") int connections,
        @DefaultValue("30d") Duration keep) {}
