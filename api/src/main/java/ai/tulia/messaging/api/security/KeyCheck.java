package ai.tulia.messaging.api.security;

import ai.tulia.messaging.store.apikey.ApiKeyLookup;
import ai.tulia.messaging.store.apikey.ApiKeySecret;
import ai.tulia.messaging.store.apikey.KeyActivity;
import ai.tulia.messaging.store.apikey.StoredKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Finds whose a presented key is. A found key is believed for 3 s, so a revoked one closes within 5 s, streams too. */
@Component
class KeyCheck {
    private static final Duration CACHE_TTL = Duration.ofSeconds(3);
    private static final int MAX_CACHED = 10_000;

    private final OperatorKey operatorKey;
    private final ApiKeyLookup lookup;
    private final KeyActivity activity;
    private final Clock clock;
    private final ConcurrentHashMap<ApiKeySecret, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(StoredKey key, Instant at) {
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(CACHE_TTL));
        }
    }

    KeyCheck(OperatorKey operatorKey, ApiKeyLookup lookup, KeyActivity activity, Clock clock) {
        this.operatorKey = operatorKey;
        this.lookup = lookup;
        this.activity = activity;
        this.clock = clock;
    }

    Optional<ApiPrincipal> principalOf(String presented) {
        if (operatorKey.matches(presented)) {
            return Optional.of(new ApiPrincipal.Operator());
        }
        Instant now = clock.instant();
        Optional<StoredKey> found = ApiKeySecret.parse(presented).flatMap(secret -> find(secret, now));
        if (found.isEmpty()) {
            activity.refusedUnknown();
            return Optional.empty();
        }
        StoredKey key = found.get();
        if (!key.isValidAt(now)) {
            activity.refused(key);
            return Optional.empty();
        }
        activity.used(key, now);
        return Optional.of(new ApiPrincipal.Tenant(new Caller(key.tenantId(), key.id(), Scopes.opened(key.scopes()))));
    }

    /** Whether it would open now. That it was asked is no use of the key. */
    boolean isValid(String presented) {
        Instant now = clock.instant();
        return operatorKey.matches(presented)
                || ApiKeySecret.parse(presented)
                        .flatMap(secret -> find(secret, now))
                        .filter(key -> key.isValidAt(now))
                        .isPresent();
    }

    /** Whether this key opened before and was not refused since: it is no guess. */
    boolean isKnown(String presented) {
        return ApiKeySecret.parse(presented).filter(this::isKnown).isPresent();
    }

    private boolean isKnown(ApiKeySecret secret) {
        Seen known = seen.get(secret);
        return known != null && known.key().isValidAt(clock.instant());
    }

    private Optional<StoredKey> find(ApiKeySecret secret, Instant now) {
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
