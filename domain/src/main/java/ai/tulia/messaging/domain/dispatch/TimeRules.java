package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.time.QuietHours;
import java.time.Instant;

/** The message's own time, and the customer's night. */
final class TimeRules {
    private static final String SCHEDULE = "schedule";
    private static final String QUIET_HOURS = "quiet_hours";

    private TimeRules() {}

    static RuleResult schedule(DispatchFacts facts, Instant now) {
        Instant notBefore = facts.notBefore();
        if (notBefore == null) {
            return RuleResult.passes(SCHEDULE, new TraceFacts().and("scheduled", false));
        }
        TraceFacts shown = new TraceFacts()
                .and("scheduled", true)
                .and("not_before", notBefore)
                .and("zone", facts.zone().getId())
                .andLocal("not_before_local", notBefore, facts.zone());
        return notBefore.isAfter(now)
                ? RuleResult.holds(SCHEDULE, notBefore, WaitReason.SCHEDULED, shown)
                : RuleResult.passes(SCHEDULE, shown);
    }

    /** @param at the instant at which it would go: the night that counts is the one it would arrive in */
    static RuleResult quietHours(DispatchFacts facts, Instant at) {
        QuietHours window = facts.quietHours();
        boolean held = facts.type().rules().heldByQuietHours();
        TraceFacts shown = new TraceFacts()
                .and("window", window.isNone() ? "none" : window.start() + "-" + window.end())
                .and("zone", facts.zone().getId())
                .and("zone_source", facts.zoneSource().code())
                .and("at", at)
                .andLocal("local_time", at, facts.zone())
                .and("applies_to_type", held);
        if (!held || !window.isQuiet(at, facts.zone())) {
            return RuleResult.passes(QUIET_HOURS, shown);
        }
        Instant until = window.resumeAt(at, facts.zone());
        return RuleResult.holds(
                QUIET_HOURS, until, WaitReason.QUIET_HOURS, shown.andLocal("until_local", until, facts.zone()));
    }
}
