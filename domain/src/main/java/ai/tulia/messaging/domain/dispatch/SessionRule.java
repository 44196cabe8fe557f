package ai.tulia.messaging.domain.dispatch;

/** Shows the facts of the channel's session. They decide nothing yet, and the trace says so. */
final class SessionRule {
    private static final String RULE = "session";

    private SessionRule() {}

    static RuleResult shown(DispatchFacts facts) {
        DispatchFacts.SessionFacts session = facts.session();
        return RuleResult.passed(
                RULE,
                new TraceFacts()
                        .and("enforced", false)
                        .and("channel", facts.channel().code())
                        .and("last_inbound_at", session.lastInboundAt())
                        .and("approved_template", session.approvedTemplate())
                        .and("country", session.country()));
    }
}
