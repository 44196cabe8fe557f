package ai.tulia.messaging.store.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver an event.
 *
 * @param eventId the webhook-id
 * @param attempt counted from 1, anew for each replay
 * @param status of HTTP; null = there was no answer
 * @param error null = delivered
 */
public record WebhookAttempt(
        UUID id,
        UUID eventId,
        String type,
        int attempt,
        Instant at,
        @Nullable Integer status,
        int durationMs,
        @Nullable String error) {}
