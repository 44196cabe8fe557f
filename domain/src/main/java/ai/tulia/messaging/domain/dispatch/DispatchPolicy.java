package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;

/**
 * The one decision: may this message go now; if not, when and why. Pure: the workflow's activities, the API's explain,
 * the send itself and the tests all call it.
 *
 * <p>Every rule is asked, even after one refused, so that the trace shows all of them. The first refusal decides; a
 * refusal beats a wait; of several waits the longest counts, and its rule gives the reason.
 */
public final class DispatchPolicy {
    private DispatchPolicy() {}

    /** @param now the caller's clock: workflow time in a workflow, never the JVM's own */
    public static DispatchDecision decide(DispatchFacts facts, Instant now) {
        DecisionBuilder deliberation = new DecisionBuilder(now);
        deliberation.apply(ValidityRule.notEnded(facts, now));
        deliberation.apply(ConsentRules.notOptedOut(facts));
        deliberation.apply(ConsentRules.consented(facts));
        deliberation.apply(ChannelRule.served(facts, now));
        deliberation.apply(SessionRule.shown(facts));
        deliberation.apply(TimeRules.schedule(facts, now));
        deliberation.apply(TimeRules.quietHours(facts, deliberation.candidate()));
        Instant asked = deliberation.candidate();
        deliberation.apply(DailyLimitRule.place(facts, now, asked));
        if (deliberation.candidate().isAfter(asked)) {
            // The place that comes free later may lie in the customer's night.
            deliberation.apply(TimeRules.quietHours(facts, deliberation.candidate()));
        }
        return deliberation.conclude(facts.expiresAt());
    }

    /**
     * How long what may go now may still go, as far as time alone decides: until its validity ends or the next quiet
     * hours that hold it begin.
     *
     * @param now an instant at which it may go
     * @return exclusive
     */
    public static Instant mayGoUntil(DispatchFacts facts, Instant now) {
        Instant ends = facts.expiresAt();
        if (!facts.type().rules().heldByQuietHours()) {
            return ends;
        }
        Instant night = facts.quietHours().nextStart(now, facts.zone());
        return night.isBefore(ends) ? night : ends;
    }
}
