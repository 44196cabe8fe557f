package ai.tulia.messaging.domain.dispatch;

import java.time.Duration;
import java.time.Instant;

/** The tenant's sender must be on the message's channel; where it was changed, the message waits for one that is. */
final class ChannelRule {
    private static final String RULE = "channel";
    private static final Duration RECHECK = Duration.ofMinutes(15);

    private ChannelRule() {}

    static RuleResult served(DispatchFacts facts, Instant now) {
        TraceFacts shown =
                new TraceFacts().and("channel", facts.channel().code()).and("served", facts.channelServed());
        return facts.channelServed()
                ? RuleResult.passed(RULE, shown)
                : RuleResult.waits(RULE, now.plus(RECHECK), WaitReason.CHANNEL_NOT_SERVED, shown);
    }
}
