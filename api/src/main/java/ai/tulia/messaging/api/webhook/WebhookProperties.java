package ai.tulia.messaging.api.webhook;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param publicUrl our own address as the provider reaches it, and signs it; the same as the worker's */
@ConfigurationProperties("tulia.twilio")
record WebhookProperties(
        @DefaultValue("http://localhost:8080") URI publicUrl) {}
