package ai.tulia.messaging.api.message;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every request for a message says of it. */
interface MessageFields {
    @Nullable
    UUID customerId();

    @Nullable
    String to();

    @Nullable
    String content();

    @Nullable
    UUID templateId();

    @Nullable
    Map<String, @Nullable Object> context();

    @Nullable
    String messageType();

    @Nullable
    String channel();

    @Nullable
    String whenOverLimit();

    @Nullable
    Map<String, @Nullable Object> metadata();
}
