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
        var builder = new DecisionBuilder(now);
        builder.apply(ValidityRule.notEnded(facts, now));
        builder.apply(TenantRule.active(facts, now));
        builder.apply(ConsentRules.notOptedOut(facts));
        builder.apply(ConsentRules.consented(facts));
        builder.apply(ChannelRule.served(facts, now));
        builder.apply(AddressRule.reachable(facts, now));
        builder.apply(TimeRules.schedule(facts, now));
        builder.apply(TimeRules.quietHours(facts, builder.candidate()));
        Instant asked = builder.candidate();
        builder.apply(DailyLimitRule.unit(facts, now, asked));
        if (builder.candidate().isAfter(asked)) {
            // The unit that comes free later may lie in the customer's night.
            builder.apply(TimeRules.quietHours(facts, builder.candidate()));
        }
        builder.apply(SessionRule.open(facts, builder.candidate()));
        return builder.decision(facts.window().expiresAt());
    }

    /**
     * How long what may go now may still go, as far as time alone decides: until its validity ends, the next quiet hours
     * that apply to it begin, or the session that it needs is over.
     *
     * @param now an instant at which it may go
     * @return exclusive
     */
    public static Instant mayGoUntil(DispatchFacts facts, Instant now) {
        Instant ends = SessionRule.endOf(facts);
        if (!facts.type().rules().subjectToQuietHours()) {
            return ends;
        }
        Instant night = facts.quietHours().nextStart(now, facts.zones().recipient());
        return night.isBefore(ends) ? night : ends;
    }
}
