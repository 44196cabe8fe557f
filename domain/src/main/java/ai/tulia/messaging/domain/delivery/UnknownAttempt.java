package ai.tulia.messaging.domain.delivery;

import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt without a usable answer.
 *
 * @param number counted from 1
 * @param from the sender that serves the message, with its channel prefix; null = not known
 * @param to with its channel prefix
 * @param body as it was posted; null where the provider filled a template, whose text we do not know
 * @param startedAt when its SENDING was committed
 */
public record UnknownAttempt(
        MessageRef ref,
        int number,
        @Nullable String from,
        String to,
        @Nullable String body,
        Instant startedAt) {
    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "UnknownAttempt[" + ref.messageId() + ", " + number + "]";
    }
}
