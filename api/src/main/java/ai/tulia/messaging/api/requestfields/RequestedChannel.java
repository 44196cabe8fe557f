package ai.tulia.messaging.api.requestfields;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Senders;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The channel that a request names, or that its message gets. */
public final class RequestedChannel {
    public static final List<String> CODES =
            Arrays.stream(Channel.values()).map(Channel::code).toList();

    private RequestedChannel() {}

    public static void check(@Nullable String channel, Checks checks) {
        checks.oneOf("channel", channel, CODES);
    }

    /** Only for one that passed its check. */
    public static @Nullable Channel parsed(@Nullable String channel) {
        return channel == null ? null : Channel.fromCode(channel);
    }

    /** @throws ApiProblem 422 when no sender of the tenant serves the type, on the channel that is asked for */
    public static Channel of(@Nullable Channel asked, MessageType type, Senders senders) {
        if (asked == null) {
            return senders.channelFor(type)
                    .orElseThrow(() -> noSender("message_type", "of this tenant serves messages of this type"));
        }
        return senders.serving(asked, type)
                .orElseThrow(() -> noSender("channel", "of this tenant serves messages of this type on this channel"))
                .channel();
    }

    private static ApiProblem noSender(String field, String detail) {
        return ApiProblem.impossible(
                "no_sender", field, "has no sender: none " + detail, "ask the operator for one, or choose another");
    }
}
