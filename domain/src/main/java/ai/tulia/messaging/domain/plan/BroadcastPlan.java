package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.quota.QuotaUsage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a broadcast that started at {@code plannedAt}.
 *
 * @param missingVariables how many of those refused for it lack which variable
 * @param firstSendAt null when nobody gets it
 */
public record BroadcastPlan(
        Instant plannedAt,
        ZoneId tenantZone,
        long recipients,
        Breakdown breakdown,
        Map<String, Long> missingVariables,
        @Nullable Instant firstSendAt,
        @Nullable Instant lastSendAt,
        Cost cost) {
    /** Of one kind. */
    public static final int MAX_GROUPS = 1_000;
    /** Of one group. */
    public static final int MAX_SAMPLES = 3;

    /**
     * The recipients by what would become of them. The parts add up: recipients = now + waiting + waitingOthers + byLimit
     * + byLimitOthers + expires + refused.
     *
     * @param now those who wait for nothing but the rate limit
     * @param waiting by what else than the limit they wait for last before they get it; earliest first
     * @param waitingOthers recipients of groups beyond {@link #MAX_GROUPS}
     * @param byLimit deferred by the daily limit, by day of the tenant; earliest first
     * @param expires whose validity would end before they may get it
     */
    public record Breakdown(
            Group now,
            List<Waiting> waiting,
            long waitingOthers,
            List<Day> byLimit,
            long byLimitOthers,
            List<Expiry> expires,
            List<Refusal> refused) {}

    public record Group(long count, List<Sample> samples) {}

    /** @param zone the recipients' */
    public record Waiting(WaitReason reason, ZoneId zone, Instant until, Group group) {}

    public record Day(LocalDate day, Group group) {}

    /** @param reason the rule that would defer them for too long; {@code rate_limit} when the speed of sending does, {@code
     *     validity} when it has ended already */
    public record Expiry(String reason, Group group) {}

    public record Refusal(StopReason reason, Group group) {}

    /**
     * A recipient of a group.
     *
     * @param text what would be sent; null when a variable is missing
     * @param missing the variables without a value
     */
    public record Sample(UUID customerId, @Nullable String text, Set<String> missing) {}

    /**
     * What it takes of the tenant's rolling 24 h.
     *
     * @param limit null = unlimited
     * @param subjectToDailyLimit whether the limit defers or refuses this type of message
     * @param needed units, one for each who is neither refused nor too late already
     * @param daysNeeded how many windows of 24 h they fill; null when the limit is 0
     * @param countedBy who counted what is used
     */
    public record Cost(
            @Nullable Long limit,
            boolean subjectToDailyLimit,
            long used,
            long needed,
            @Nullable Long daysNeeded,
            QuotaUsage.Source countedBy) {
        public static Cost of(QuotaUsage usage, boolean subject, long needed) {
            return new Cost(usage.limit(), subject, usage.used(), needed, days(usage, subject, needed), usage.source());
        }

        private static @Nullable Long days(QuotaUsage usage, boolean subject, long needed) {
            Long limit = usage.limit();
            if (needed == 0) {
                return 0L;
            }
            if (limit == null || !subject) {
                return 1L;
            }
            if (limit == 0) {
                return null;
            }
            long free = Math.max(0, limit - usage.used());
            return (free > 0 ? 1 : 0) + Math.ceilDiv(Math.max(0, needed - free), limit);
        }
    }
}
