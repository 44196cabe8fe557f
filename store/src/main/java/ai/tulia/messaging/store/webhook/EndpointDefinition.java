package ai.tulia.messaging.store.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of an endpoint.
 *
 * @param events codes of {@code WebhookEventType}
 * @param include {@code content} = with texts and numbers
 */
public record EndpointDefinition(
        String url, @Nullable String description, List<String> events, List<String> include, boolean enabled) {
    public static final String CONTENT = "content";
}
