package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.quota.Overflow;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The tenant's rolling 24 h. */
final class DailyLimitRule {
    private static final String RULE = "daily_limit";
    /** Long enough not to press on counters that just went away, short enough for a message to be on time. */
    private static final Duration COUNTER_PAUSE = Duration.ofSeconds(60);

    private DailyLimitRule() {}

    /** @param at the instant at which it would go by all other rules */
    static RuleResult unit(DispatchFacts facts, Instant now, Instant at) {
        QuotaAnswer quota = facts.quota();
        TraceFacts shown = shown(facts);
        return switch (quota.verdict()) {
            case NOT_ASKED, GRANTED -> RuleResult.passed(RULE, shown);
            case UNAVAILABLE ->
                facts.type().rules().failOpen()
                        ? RuleResult.passed(RULE, shown)
                        : RuleResult.waits(RULE, now.plus(COUNTER_PAUSE), WaitReason.QUOTA_UNAVAILABLE, shown);
            case DENIED ->
                facts.type().rules().subjectToDailyLimit()
                        ? denied(facts, now, at, shown)
                        : RuleResult.passed(RULE, shown);
        };
    }

    private static RuleResult denied(DispatchFacts facts, Instant now, Instant at, TraceFacts shown) {
        QuotaAnswer quota = facts.quota();
        if (facts.overLimit() == DispatchFacts.OverLimit.REJECT) {
            return RuleResult.refused(RULE, StopReason.OVER_DAILY_LIMIT, shown);
        }
        Instant nextFreeAt = quota.nextFreeAt();
        if (at.isAfter(now) && nextFreeAt != null && !nextFreeAt.isAfter(at)) {
            // Another rule defers it until after a unit comes free: the limit would let it go then.
            return RuleResult.passed(RULE, shown.and("free_by", at));
        }
        long limit = quota.limit() == null ? 0 : quota.limit();
        Instant until = Overflow.resumeAt(at, facts.zones().tenant(), nextFreeAt, quota.ahead(), limit);
        shown.and("time_zone", facts.zones().tenant().getId())
                .andLocal("until_local", until, facts.zones().tenant());
        return RuleResult.waits(RULE, until, WaitReason.DAILY_LIMIT, shown);
    }

    private static TraceFacts shown(DispatchFacts facts) {
        QuotaAnswer quota = facts.quota();
        TraceFacts shown =
                new TraceFacts().and("verdict", quota.verdict().name().toLowerCase(Locale.ROOT));
        if (quota.verdict() == QuotaAnswer.Verdict.GRANTED || quota.verdict() == QuotaAnswer.Verdict.DENIED) {
            shown.and("used", quota.used()).and("limit", quota.limit()).and("ahead", quota.ahead());
        }
        return shown.and("next_free_at", quota.nextFreeAt())
                .and("applies_to_type", facts.type().rules().subjectToDailyLimit())
                .and("when_over_limit", facts.overLimit().name().toLowerCase(Locale.ROOT));
    }
}
