package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is accepted, with everything that must not change under it later.
 *
 * @param context the values of its placeholders, frozen now
 * @param body inline text; null for a template, whose text is rendered at dispatch
 * @param metadata the caller's own, returned as it came
 */
public record NewMessage(
        UUID id,
        UUID customerId,
        MessageType type,
        Channel channel,
        OverLimit overLimit,
        @Nullable Instant notBefore,
        @Nullable LocalDateTime scheduledLocal,
        @Nullable String scheduledZone,
        Instant expiresAt,
        @Nullable UUID templateId,
        @Nullable Integer templateVersion,
        Map<String, String> context,
        @Nullable String body,
        @Nullable Map<String, Object> metadata) {}
