package ai.tulia.messaging.domain.dispatch;

import java.time.Duration;
import java.time.Instant;

/** One of the tenant's senders must serve the message; where they were changed, the message waits for one that does. */
final class ChannelRule {
    private static final String RULE = "channel";
    private static final Duration RECHECK = Duration.ofMinutes(15);

    private ChannelRule() {}

    static RuleResult served(DispatchFacts facts, Instant now) {
        boolean served = facts.route().sender() != null;
        TraceFacts shown =
                new TraceFacts().and("channel", facts.channel().code()).and("served", served);
        return served
                ? RuleResult.passed(RULE, shown)
                : RuleResult.waits(RULE, now.plus(RECHECK), WaitReason.CHANNEL_NOT_SERVED, shown);
    }
}
