package ai.tulia.messaging.store.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param tenantId null = of no one tenant
 * @param action the code of an {@link AuditAction}
 * @param actor {@code operator}, {@code api_key}, or {@code unknown}: a key that there is not
 * @param actorKeyId of the API key that did it; null for other actors
 * @param subject the id of what it was done to; null = what the action itself names
 */
public record AuditEntry(
        UUID id,
        @Nullable UUID tenantId,
        Instant at,
        String action,
        String actor,
        @Nullable UUID actorKeyId,
        @Nullable String subject,
        Map<String, Object> detail) {}
