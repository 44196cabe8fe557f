package ai.tulia.messaging.store.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a tenant writes to.
 *
 * @param phoneNumber E.164; unique in the tenant
 * @param timeZone IANA name; null = the tenant's zone holds
 * @param attributes strings, numbers and booleans by key
 */
public record Customer(
        UUID id,
        String phoneNumber,
        @Nullable String name,
        @Nullable String timeZone,
        List<String> tags,
        Map<String, Object> attributes,
        Instant createdAt,
        Instant updatedAt) {}
