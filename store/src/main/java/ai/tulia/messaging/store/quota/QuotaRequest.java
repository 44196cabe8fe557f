package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.message.MessageTypeRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a message asks of the tenant's rolling 24 h.
 *
 * @param limit units in 24 h; null = unlimited
 * @param subjectToLimit true: denied when there is no unit; false: takes one even above the limit
 * @param failOpen true: granted, and journaled, while the counters are away
 * @param priority 1 (first) to 5 (last): who waits before whom
 * @param acceptedAt older ones of one priority wait before younger ones
 * @param now the caller's time; null = Redis's, which all processes share
 */
public record QuotaRequest(
        @Nullable Long limit,
        boolean subjectToLimit,
        boolean failOpen,
        int priority,
        Instant acceptedAt,
        @Nullable Instant now) {
    /** Later than any instant in ms that fits below the next priority (year 2286). */
    private static final long AGES_OF_A_PRIORITY = 10_000_000_000_000L;

    public QuotaRequest {
        if (limit != null && limit < 0) {
            throw new IllegalArgumentException("a limit below zero: " + limit);
        }
    }

    public static QuotaRequest of(
            MessageTypeRules rules, @Nullable Long limit, Instant acceptedAt, @Nullable Instant now) {
        return new QuotaRequest(
                limit, rules.subjectToDailyLimit(), rules.failOpen(), rules.priority(), acceptedAt, now);
    }

    /** Sorts by priority, then age; exact as a double. */
    long order() {
        return priority * AGES_OF_A_PRIORITY + acceptedAt.toEpochMilli();
    }
}
