package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Whether a request may be answered now: by a token bucket of its tenant and one of its API key, in Redis, for all processes
 * together. A process takes what a tenth of a second brings at once and gives it out itself, so most requests ask nobody. Of
 * each key it may hold so many, less one, that others do not have, and use them when the bucket is full again: by so much the
 * limit is inexact, either way.
 *
 * <p>While Redis is away each process counts by itself, and asks again once a second; a request never fails for it.
 */
@Component
public class RequestLimiter {
    private static final int LEASES_A_MINUTE = 600;
    private static final int MAX_LEASE = 100;
    private static final int MAX_KEYS = 10_000;
    private static final double ALONE_FOR = 1_000;

    private final QuotaRedis redis;
    private final Map<UUID, RequestLease> leases = new ConcurrentHashMap<>();
    private final LocalRequestBuckets here = new LocalRequestBuckets();

    RequestLimiter(QuotaRedis redis) {
        this.redis = redis;
    }

    /** Takes a token of both buckets, or of none. @param keyId of the API key */
    public RequestAllowance take(UUID tenantId, UUID keyId, RequestLimits limits) {
        RequestLease lease = lease(keyId);
        if (!lease.lock.tryLock()) {
            if (lease.isAlone()) {
                // Somebody asks whether Redis is back; nobody waits for that.
                return here.take(tenantId, keyId, limits, millis());
            }
            lease.lock.lock();
        }
        try {
            return take(lease, tenantId, keyId, limits);
        } finally {
            lease.lock.unlock();
        }
    }

    private RequestAllowance take(RequestLease lease, UUID tenantId, UUID keyId, RequestLimits limits) {
        double now = millis();
        if (lease.isAloneAt(now)) {
            return here.take(tenantId, keyId, limits, now);
        }
        RequestAllowance known = lease.take(limits, now);
        if (known != null) {
            return known;
        }
        try {
            List<Long> answer = redis.run(QuotaScript.REQUESTS, keys(tenantId, keyId), argv(limits));
            double answered = millis();
            lease.renew(limits, answer, answered);
            return Objects.requireNonNull(lease.take(limits, answered));
        } catch (QuotaUnavailableException e) {
            double failed = millis();
            lease.aloneUntil(failed + ALONE_FOR);
            return here.take(tenantId, keyId, limits, failed);
        }
    }

    private RequestLease lease(UUID keyId) {
        RequestLease known = leases.get(keyId);
        if (known != null) {
            return known;
        }
        if (leases.size() >= MAX_KEYS) {
            // What was taken and not used is lost; buckets fill again.
            leases.clear();
        }
        return leases.computeIfAbsent(keyId, id -> new RequestLease());
    }

    /** One hash slot a tenant. */
    private static List<Object> keys(UUID tenantId, UUID keyId) {
        String prefix = "requests:{" + tenantId + "}:";
        return List.of(prefix + "all", prefix + keyId);
    }

    private static List<String> argv(RequestLimits limits) {
        return List.of(
                Integer.toString(leaseSize(limits)),
                Integer.toString(limits.tenantPerMinute()),
                Integer.toString(limits.keyPerMinute()));
    }

    /** How many tokens a process takes at once. */
    static int leaseSize(RequestLimits limits) {
        int perMinute = Math.min(limits.tenantPerMinute(), limits.keyPerMinute());
        return Math.clamp(perMinute / LEASES_A_MINUTE, 1, MAX_LEASE);
    }

    private static double millis() {
        return System.nanoTime() / 1e6;
    }
}
