package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is accepted, with everything that must not change under it later.
 *
 * @param expiresAt end of its validity, exclusive
 * @param text a template's is rendered at dispatch
 * @param context the values of its placeholders, frozen now
 * @param metadata the caller's own, returned as it came
 */
public record NewMessage(
        UUID id,
        UUID customerId,
        MessageType type,
        Channel channel,
        OverLimit overLimit,
        Schedule schedule,
        Instant expiresAt,
        Text text,
        Map<String, String> context,
        @Nullable Map<String, Object> metadata) {}
