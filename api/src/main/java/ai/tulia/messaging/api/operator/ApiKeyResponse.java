package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.store.apikey.StoredKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key without its secret. */
record ApiKeyResponse(
        UUID id,
        String name,
        String prefix,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    static ApiKeyResponse of(StoredKey key) {
        return new ApiKeyResponse(
                key.id(), key.name(), key.prefix(), key.scopes(), key.createdAt(), key.expiresAt(), key.revokedAt());
    }
}
