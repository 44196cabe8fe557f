package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.Instant;

/** The message's own time, and the customer's night. */
final class TimeRules {
    private static final String SCHEDULE = "schedule";
    private static final String QUIET_HOURS = "quiet_hours";

    private TimeRules() {}

    static RuleResult schedule(DispatchFacts facts, Instant now) {
        Instant notBefore = facts.window().notBefore();
        if (notBefore == null) {
            return RuleResult.passed(SCHEDULE, new TraceFacts().and("scheduled", false));
        }
        TraceFacts shown = new TraceFacts()
                .and("scheduled", true)
                .and("scheduled_at", notBefore)
                .and("time_zone", facts.zones().recipient().getId())
                .andLocal("scheduled_local", notBefore, facts.zones().recipient());
        return notBefore.isAfter(now)
                ? RuleResult.waits(SCHEDULE, notBefore, WaitReason.SCHEDULED, shown)
                : RuleResult.passed(SCHEDULE, shown);
    }

    /** @param at the instant at which it would go: the night that counts is the one it would arrive in */
    static RuleResult quietHours(DispatchFacts facts, Instant at) {
        QuietHours window = facts.quietHours();
        boolean applies = facts.type().rules().subjectToQuietHours();
        TraceFacts shown = new TraceFacts()
                .and("window", window.isNone() ? "none" : text(window))
                .and("time_zone", facts.zones().recipient().getId())
                .and("time_zone_source", facts.zones().source().code())
                .and("at", at)
                .andLocal("local_time", at, facts.zones().recipient())
                .and("applies_to_type", applies);
        if (!applies || !window.isQuiet(at, facts.zones().recipient())) {
            return RuleResult.passed(QUIET_HOURS, shown);
        }
        Instant until = window.resumeAt(at, facts.zones().recipient());
        return RuleResult.waits(
                QUIET_HOURS,
                until,
                WaitReason.QUIET_HOURS,
                shown.andLocal("until_local", until, facts.zones().recipient()));
    }

    private static String text(QuietHours window) {
        return TimeFormat.timeOfDay(window.start()) + "-" + TimeFormat.timeOfDay(window.end());
    }
}
