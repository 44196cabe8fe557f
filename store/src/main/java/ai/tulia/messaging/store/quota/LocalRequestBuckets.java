package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import ai.tulia.messaging.domain.requestlimit.TokenBucket;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The token buckets of this process alone, for as long as Redis is away. */
final class LocalRequestBuckets {
    private static final int MAX_BUCKETS = 20_000;

    private final Map<UUID, TokenBucket> buckets = new HashMap<>();

    /** @param now ms of this JVM's own clock */
    synchronized RequestAllowance take(UUID tenantId, UUID keyId, RequestLimits limits, double now) {
        makeRoom(now);
        TokenBucket tenant = buckets.computeIfAbsent(tenantId, id -> new TokenBucket());
        TokenBucket key = buckets.computeIfAbsent(keyId, id -> new TokenBucket());
        int ofTenant = limits.tenantPerMinute();
        int ofKey = limits.keyPerMinute();
        double wait = Math.max(tenant.untilOne(ofTenant, now), key.untilOne(ofKey, now));
        if (wait > 0) {
            return RequestAllowance.refused(tenant.left(ofTenant, now), key.left(ofKey, now), wait);
        }
        tenant.take(ofTenant, now);
        key.take(ofKey, now);
        return RequestAllowance.granted(tenant.left(ofTenant, now), key.left(ofKey, now));
    }

    /** A full bucket is as good as none. */
    private void makeRoom(double now) {
        if (buckets.size() >= MAX_BUCKETS) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
            if (buckets.size() >= MAX_BUCKETS) {
                buckets.clear();
            }
        }
    }
}
