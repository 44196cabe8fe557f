package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one rule decided: its trace, and the reason a wait or a stop would carry because of it. */
record Ruling(
        RuleTrace trace,
        @Nullable WaitReason hold,
        @Nullable StopReason stop) {
    static Ruling passes(String rule, TraceFacts facts) {
        return new Ruling(new RuleTrace(rule, RuleTrace.Verdict.PASSED, null, facts.asMap()), null, null);
    }

    static Ruling holds(String rule, Instant until, WaitReason reason, TraceFacts facts) {
        return new Ruling(new RuleTrace(rule, RuleTrace.Verdict.HOLDS, until, facts.asMap()), reason, null);
    }

    static Ruling refuses(String rule, StopReason reason, TraceFacts facts) {
        return new Ruling(new RuleTrace(rule, RuleTrace.Verdict.REFUSES, null, facts.asMap()), null, reason);
    }
}
