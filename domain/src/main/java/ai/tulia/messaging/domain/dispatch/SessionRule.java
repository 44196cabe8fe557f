package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.sender.Sender;
import java.time.Duration;
import java.time.Instant;

/**
 * WhatsApp's session: free text is allowed for 24 h after the customer's last message to the sender, otherwise a template
 * that WhatsApp has approved (WhatsApp Business Messaging Policy; Twilio's error 63016).
 */
final class SessionRule {
    private static final String RULE = "session";
    private static final Duration LENGTH = Duration.ofHours(24);

    private SessionRule() {}

    /** @param at the instant at which it would go by all other rules: a session open now may be over by then */
    static RuleResult open(DispatchFacts facts, Instant at) {
        boolean needed = isNeeded(facts);
        Instant last = facts.route().lastInboundAt();
        TraceFacts shown = new TraceFacts()
                .and("needed", needed)
                .and("approved_template", facts.approvedTemplate())
                .and("last_inbound_at", last)
                .and("at", at);
        return needed && (last == null || !at.isBefore(last.plus(LENGTH)))
                ? RuleResult.refused(RULE, StopReason.TEMPLATE_NEEDED, shown)
                : RuleResult.passed(RULE, shown);
    }

    /** Until when it may go by its session and its validity, whichever ends first. */
    static Instant endOf(DispatchFacts facts) {
        Instant expiresAt = facts.window().expiresAt();
        Instant last = facts.route().lastInboundAt();
        return isNeeded(facts) && last != null && last.plus(LENGTH).isBefore(expiresAt) ? last.plus(LENGTH) : expiresAt;
    }

    private static boolean isNeeded(DispatchFacts facts) {
        Sender sender = facts.route().sender();
        return facts.channel() == Channel.WHATSAPP
                && sender != null
                && sender.sessionRule()
                && !facts.approvedTemplate();
    }
}
