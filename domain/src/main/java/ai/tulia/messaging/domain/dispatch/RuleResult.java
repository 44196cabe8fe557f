package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one rule decided: its trace, and the reason a wait or a stop would have because of it. */
record RuleResult(
        RuleTrace trace,
        @Nullable WaitReason waitReason,
        @Nullable StopReason stopReason) {
    static RuleResult passed(String rule, TraceFacts facts) {
        return new RuleResult(new RuleTrace(rule, RuleTrace.Verdict.PASSED, null, facts), null, null);
    }

    static RuleResult waits(String rule, Instant until, WaitReason reason, TraceFacts facts) {
        return new RuleResult(new RuleTrace(rule, RuleTrace.Verdict.WAITS, until, facts), reason, null);
    }

    static RuleResult refused(String rule, StopReason reason, TraceFacts facts) {
        return new RuleResult(new RuleTrace(rule, RuleTrace.Verdict.REFUSED, null, facts), null, reason);
    }
}
