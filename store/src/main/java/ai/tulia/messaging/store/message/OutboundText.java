package ai.tulia.messaging.store.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of one message, and to whom.
 *
 * @param to the customer's number in E.164, or its user id; null = it has neither, and is refused
 */
public record OutboundText(
        @Nullable String to,
        @Nullable String body,
        @Nullable String contentSid,
        Map<String, String> contentVariables) {
    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "OutboundText";
    }
}
