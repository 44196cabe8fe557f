package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import ai.tulia.messaging.store.apikey.StoredKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new key.
 *
 * @param key the only time it is shown; null when the request is repeated
 */
record CreatedApiKeyResponse(
        UUID id,
        @Nullable String key,
        List<String> scopes,
        String name,
        String prefix,
        Instant createdAt,
        @Nullable Instant expiresAt,
        String note) {

    static CreatedApiKeyResponse once(ApiKeyRepository.Created created) {
        return of(created.key(), created.secret().value(), "keep the key: it is not shown again");
    }

    static CreatedApiKeyResponse again(StoredKey stored) {
        return of(
                stored,
                null,
                "this key was shown once, in the first answer; if it got lost, revoke it and make another");
    }

    private static CreatedApiKeyResponse of(StoredKey stored, @Nullable String key, String note) {
        return new CreatedApiKeyResponse(
                stored.id(),
                key,
                stored.scopes(),
                stored.name(),
                stored.prefix(),
                stored.createdAt(),
                stored.expiresAt(),
                note);
    }
}
