package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;

/** A message past its validity never goes out: late, it is no longer relevant. */
final class ValidityRule {
    private static final String RULE = "validity";

    private ValidityRule() {}

    static RuleResult notEnded(DispatchFacts facts, Instant now) {
        TraceFacts shown =
                new TraceFacts().and("at", now).and("expires_at", facts.window().expiresAt());
        return now.isBefore(facts.window().expiresAt())
                ? RuleResult.passed(RULE, shown)
                : RuleResult.refused(RULE, StopReason.VALIDITY_ENDED, shown);
    }

    /** It may go at some time, but not within its validity: it ends now, instead of waiting for nothing. */
    static RuleResult endsBefore(Instant firstPossible, Instant expiresAt) {
        TraceFacts shown =
                new TraceFacts().and("first_possible_at", firstPossible).and("expires_at", expiresAt);
        return RuleResult.refused(RULE, StopReason.VALIDITY_ENDED, shown);
    }
}
