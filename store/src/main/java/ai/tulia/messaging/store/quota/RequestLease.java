package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What this process knows of one API key's buckets, and has taken of them. Used by whoever has its lock. */
final class RequestLease {
    /** By then a bucket is full again, and what was taken of it is no part of it any more. */
    private static final double LASTS = 60_000;

    final ReentrantLock lock = new ReentrantLock();

    private @Nullable RequestLimits limits;
    private double until;
    private double refusedUntil;
    private long tokens;
    private long tenantLeft;
    private long keyLeft;
    /** Until then Redis is not asked again. Read by all. */
    private volatile double aloneUntil = Double.NEGATIVE_INFINITY;

    /** @param answer of the script */
    void renew(RequestLimits by, List<Long> answer, double now) {
        limits = by;
        until = now + LASTS;
        tokens = answer.get(0);
        tenantLeft = answer.get(1);
        keyLeft = answer.get(2);
        refusedUntil = now + answer.get(3);
        aloneUntil = Double.NEGATIVE_INFINITY;
    }

    /** @return null when Redis has to be asked */
    @Nullable
    RequestAllowance take(RequestLimits by, double now) {
        if (!by.equals(limits) || now >= until) {
            return null;
        }
        if (tokens > 0) {
            tokens--;
            return RequestAllowance.granted(tenantLeft + tokens, keyLeft + tokens);
        }
        return now < refusedUntil ? RequestAllowance.refused(tenantLeft, keyLeft, refusedUntil - now) : null;
    }

    void aloneUntil(double time) {
        aloneUntil = time;
    }

    /** Whether Redis was away when it was asked last. */
    boolean isAlone() {
        return aloneUntil > Double.NEGATIVE_INFINITY;
    }

    boolean isAloneAt(double now) {
        return now < aloneUntil;
    }
}
