package ai.tulia.messaging.store.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of an API key: everything but the key.
 *
 * @param lastUsedAt about a minute late; null = never, or not since that is kept
 */
public record StoredKey(
        UUID tenantId,
        UUID id,
        String prefix,
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    /** Whether it opens doors at this instant. */
    public boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
