package ai.tulia.messaging.api.webhookendpoint;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which addresses an endpoint may have.
 *
 * @param allowPrivate whether it may be on a private network, and so without TLS
 */
@ConfigurationProperties("tulia.webhooks")
record WebhookUrlProperties(@DefaultValue("false") boolean allowPrivate) {}
