package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.consent.ConsentFact;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.message.MessageTypeRules;

/** What the customer said: about the channel as a whole, and about this type of message. */
final class ConsentRules {
    private static final String OPT_OUT = "opt_out";
    private static final String CONSENT = "consent";

    private ConsentRules() {}

    /** STOP blocks every type on the channel, until START. */
    static RuleResult notOptedOut(DispatchFacts facts) {
        TraceFacts shown = new TraceFacts().and("channel", facts.channel().code());
        show(facts.consents().ofChannel(), shown);
        return facts.consents().ofChannel().state() == ConsentState.WITHDRAWN
                ? RuleResult.refused(OPT_OUT, StopReason.OPTED_OUT, shown)
                : RuleResult.passed(OPT_OUT, shown);
    }

    static RuleResult consented(DispatchFacts facts) {
        MessageTypeRules rules = facts.type().rules();
        TraceFacts shown = new TraceFacts()
                .and("message_type", facts.type().code())
                .and("channel", facts.channel().code())
                .and("consent", rules.consent().code())
                .and("required", rules.consentRequired());
        show(facts.consents().ofType(), shown);
        return switch (facts.consents().ofType().state()) {
            case GRANTED -> RuleResult.passed(CONSENT, shown);
            case WITHDRAWN -> RuleResult.refused(CONSENT, StopReason.CONSENT_WITHDRAWN, shown);
            case UNKNOWN ->
                rules.consentRequired()
                        ? RuleResult.refused(CONSENT, StopReason.CONSENT_MISSING, shown)
                        : RuleResult.passed(CONSENT, shown);
        };
    }

    private static void show(ConsentFact consent, TraceFacts shown) {
        shown.and("state", consent.state().code())
                .and("recorded_at", consent.recordedAt())
                .and("source", consent.source());
    }
}
