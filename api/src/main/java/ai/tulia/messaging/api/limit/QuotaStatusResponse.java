package ai.tulia.messaging.api.limit;

import ai.tulia.messaging.domain.quota.Overflow;
import ai.tulia.messaging.domain.quota.QuotaUsage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How full the rolling 24 h are.
 *
 * @param currentCount messages that took a unit in the last 24 h; types that the limit does not stop count above it too
 * @param dailyLimit null = unlimited
 * @param percentageUsed rounded down, above 100 when there are more than the limit; null = unlimited
 * @param remaining null = unlimited
 * @param warningThresholdReached at 80 % or above
 * @param nextFreeAt when a unit comes free that no waiting message gets; null when one is free now, or none ever
 * @param overflowAt when a message deferred now would go, quiet hours of its customer aside; null = unlimited
 * @param countedBy {@code redis}; {@code ledger} while Redis is away
 */
record QuotaStatusResponse(
        long currentCount,
        @Nullable Long dailyLimit,
        @Nullable Long percentageUsed,
        @Nullable Long remaining,
        boolean warningThresholdReached,
        @Nullable Instant nextFreeAt,
        @Nullable Instant overflowAt,
        String countedBy) {
    static QuotaStatusResponse of(QuotaUsage usage, ZoneId zone, Instant now) {
        Long limit = usage.limit();
        String countedBy = usage.source().name().toLowerCase(Locale.ROOT);
        if (limit == null) {
            return new QuotaStatusResponse(usage.used(), null, null, null, false, null, null, countedBy);
        }
        return new QuotaStatusResponse(
                usage.used(),
                limit,
                limit == 0 ? 100 : usage.used() * 100 / limit,
                Math.max(0, limit - usage.used()),
                usage.warning(),
                usage.nextFreeAt(),
                Overflow.resumeAt(now, zone, usage.nextFreeAt(), usage.waiting(), limit),
                countedBy);
    }
}
