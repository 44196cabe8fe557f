package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.sender.Sender;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The customer must have an address on the channel, one that the sender can write to. */
final class AddressRule {
    private static final String RULE = "address";

    private AddressRule() {}

    static RuleResult reachable(DispatchFacts facts, Instant now) {
        Route route = facts.route();
        Instant until = route.unreachableUntil();
        TraceFacts shown = new TraceFacts()
                .and("channel", facts.channel().code())
                .and("address", route.address().name().toLowerCase(Locale.ROOT))
                .and("country", route.country())
                .and("unreachable_until", until);
        if (until != null && now.isBefore(until)) {
            return RuleResult.refused(RULE, StopReason.ADDRESS_UNREACHABLE, shown);
        }
        return switch (route.address()) {
            case PHONE_NUMBER -> RuleResult.passed(RULE, shown);
            case USER_ID -> userId(route.sender(), shown);
            case NONE -> RuleResult.refused(RULE, StopReason.NO_ADDRESS, shown);
        };
    }

    /** Without a sender the channel's rule decides. */
    private static RuleResult userId(@Nullable Sender sender, TraceFacts shown) {
        return sender == null || sender.userIds()
                ? RuleResult.passed(RULE, shown)
                : RuleResult.refused(RULE, StopReason.USER_IDS_NOT_ENABLED, shown);
    }
}
