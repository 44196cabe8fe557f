package ai.tulia.messaging.store.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant wants to hear of what happens.
 *
 * @param disabledReason {@code requested}, {@code gone} (it answered 410), {@code failing} (for five days); null = enabled
 * @param previousSecretUntil until when the secret before the last rotation signs too; null = none does
 * @param version counts its changes
 */
public record WebhookEndpoint(
        UUID id,
        EndpointDefinition definition,
        @Nullable String disabledReason,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
