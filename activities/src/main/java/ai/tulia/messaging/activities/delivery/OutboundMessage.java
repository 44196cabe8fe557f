package ai.tulia.messaging.activities.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message as the provider is handed it.
 *
 * @param to with its channel prefix
 * @param validity how long the provider may try (SMS of types that quiet hours defer); null = the provider's own
 */
public record OutboundMessage(
        String accountSid,
        String authToken,
        String from,
        String to,
        @Nullable String body,
        @Nullable String contentSid,
        Map<String, String> contentVariables,
        @Nullable Duration validity,
        URI statusCallback) {
    /** Credentials, numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "OutboundMessage[" + statusCallback.getPath() + "]";
    }
}
