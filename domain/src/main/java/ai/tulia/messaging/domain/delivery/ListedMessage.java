package ai.tulia.messaging.domain.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the provider lists it.
 *
 * @param to with its channel prefix
 * @param createdAt in whole seconds
 */
public record ListedMessage(String sid, String to, @Nullable String body, Instant createdAt, DeliveryReport report) {
    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "ListedMessage[" + sid + "]";
    }
}
