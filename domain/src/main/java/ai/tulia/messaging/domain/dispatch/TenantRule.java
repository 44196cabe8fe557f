package ai.tulia.messaging.domain.dispatch;

import java.time.Duration;
import java.time.Instant;

/** The operator suspended the tenant: nothing of it leaves until it is resumed, which wakes what waits for that. */
final class TenantRule {
    private static final String RULE = "tenant";
    /** Should the wake-up not reach it. */
    private static final Duration RECHECK = Duration.ofHours(1);

    private static final Duration BEFORE_ITS_END = Duration.ofMillis(1);

    private TenantRule() {}

    static RuleResult active(DispatchFacts facts, Instant now) {
        TraceFacts shown = new TraceFacts().and("suspended", facts.tenantSuspended());
        return facts.tenantSuspended()
                ? RuleResult.waits(RULE, until(facts, now), WaitReason.TENANT_SUSPENDED, shown)
                : RuleResult.passed(RULE, shown);
    }

    /** Nobody knows when it is resumed: within its validity it waits to the end of that. */
    private static Instant until(DispatchFacts facts, Instant now) {
        Instant recheck = now.plus(RECHECK);
        Instant last = facts.window().expiresAt().minus(BEFORE_ITS_END);
        return last.isAfter(now) && last.isBefore(recheck) ? last : recheck;
    }
}
