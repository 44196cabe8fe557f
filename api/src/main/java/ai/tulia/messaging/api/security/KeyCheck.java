package ai.tulia.messaging.api.security;

import ai.tulia.messaging.store.apikey.ApiKeyLookup;
import ai.tulia.messaging.store.apikey.ApiKeySecret;
import ai.tulia.messaging.store.apikey.StoredKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Finds whose a presented key is. A found key is believed for 3 s, so a revoked one closes within 5 s, streams too. */
@Component
class KeyCheck {
    private static final Duration CACHE_TTL = Duration.ofSeconds(3);
    private static final int MAX_CACHED = 10_000;

    private final OperatorKey operatorKey;
    private final ApiKeyLookup lookup;
    private final Clock clock;
    private final ConcurrentHashMap<ApiKeySecret, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(StoredKey key, Instant at) {
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(CACHE_TTL));
        }
    }

    KeyCheck(OperatorKey operatorKey, ApiKeyLookup lookup, Clock clock) {
        this.operatorKey = operatorKey;
        this.lookup = lookup;
        this.clock = clock;
    }

    Optional<ApiPrincipal> principalOf(String presented) {
        if (operatorKey.matches(presented)) {
            return Optional.of(new ApiPrincipal.Operator());
        }
        return ApiKeySecret.parse(presented)
                .flatMap(this::find)
                .filter(key -> key.isValidAt(clock.instant()))
                .map(key -> new ApiPrincipal.Tenant(new Caller(key.tenantId(), Set.copyOf(key.scopes()))));
    }

    private Optional<StoredKey> find(ApiKeySecret secret) {
        Instant now = clock.instant();
        Seen known = seen.get(secret);
        if (known != null && known.isFresh(now)) {
            return Optional.of(known.key());
        }
        Optional<StoredKey> found = lookup.find(secret);
        if (seen.size() >= MAX_CACHED) {
            seen.clear();
        }
        found.ifPresentOrElse(key -> seen.put(secret, new Seen(key, now)), () -> seen.remove(secret));
        return found;
    }
}
