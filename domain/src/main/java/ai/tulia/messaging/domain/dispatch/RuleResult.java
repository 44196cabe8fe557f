package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one rule decided: its trace, and the reason a wait or a stop would carry because of it. */
record RuleResult(
        RuleTrace trace,
        @Nullable WaitReason hold,
        @Nullable StopReason stop) {
    static RuleResult passes(String rule, TraceFacts facts) {
        return new RuleResult(new RuleTrace(rule, RuleTrace.Verdict.PASSED, null, facts.asMap()), null, null);
    }

    static RuleResult holds(String rule, Instant until, WaitReason reason, TraceFacts facts) {
        return new RuleResult(new RuleTrace(rule, RuleTrace.Verdict.HOLDS, until, facts.asMap()), reason, null);
    }

    static RuleResult refuses(String rule, StopReason reason, TraceFacts facts) {
        return new RuleResult(new RuleTrace(rule, RuleTrace.Verdict.REFUSES, null, facts.asMap()), null, reason);
    }
}
