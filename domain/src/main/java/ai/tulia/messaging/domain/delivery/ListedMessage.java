package ai.tulia.messaging.domain.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the provider lists it.
 *
 * @param from with its channel prefix; null = a messaging service has not chosen its sender yet
 * @param to with its channel prefix
 * @param createdAt in whole seconds
 */
public record ListedMessage(
        String sid,
        @Nullable String from,
        String to,
        @Nullable String body,
        Instant createdAt,
        DeliveryReport report) {
    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "ListedMessage[" + sid + "]";
    }
}
