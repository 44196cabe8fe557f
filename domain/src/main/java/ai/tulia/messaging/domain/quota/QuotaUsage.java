package ai.tulia.messaging.domain.quota;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How full a tenant's rolling 24 h is.
 *
 * @param used units taken
 * @param limit null = unlimited
 * @param waiting messages that wait for a unit
 * @param nextFreeAt when the unit after those waiting comes free (UTC); null when one is free now, or none ever
 * @param source who counted
 */
public record QuotaUsage(
        long used,
        @Nullable Long limit,
        int waiting,
        @Nullable Instant nextFreeAt,
        Source source) {
    /** How long a unit of quota counts once it is reserved. */
    public static final Duration WINDOW = Duration.ofHours(24);

    /** Redis counts; the ledger does when Redis is away, and knows nobody who waits. */
    public enum Source {
        REDIS,
        LEDGER
    }

    /** At 80 % of the limit or above. */
    public boolean warning() {
        return limit != null && QuotaLevel.QUOTA_80.reached(used, limit);
    }
}
