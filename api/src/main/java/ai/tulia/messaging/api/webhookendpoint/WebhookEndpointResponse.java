package ai.tulia.messaging.api.webhookendpoint;

import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.store.webhook.WebhookEndpoint;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its tenant reads it.
 *
 * @param disabledReason {@code requested}, {@code gone} (it answered 410) or {@code failing} (for five days)
 * @param secret with which deliveries are signed; shown once, when it is made
 * @param previousSecretUntil until when the secret before the last rotation signs too
 */
record WebhookEndpointResponse(
        UUID id,
        String url,
        List<String> events,
        @Nullable String description,
        List<String> include,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable String secret,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long rowVersion)
        implements Versioned {

    static WebhookEndpointResponse of(WebhookEndpoint endpoint) {
        return of(endpoint, null);
    }

    static WebhookEndpointResponse of(WebhookEndpoint endpoint, @Nullable String newSecret) {
        var definition = endpoint.definition();
        return new WebhookEndpointResponse(
                endpoint.id(),
                definition.url(),
                definition.events(),
                definition.description(),
                definition.include(),
                definition.enabled(),
                endpoint.disabledReason(),
                newSecret,
                endpoint.previousSecretUntil(),
                endpoint.createdAt(),
                endpoint.updatedAt(),
                endpoint.version());
    }
}
