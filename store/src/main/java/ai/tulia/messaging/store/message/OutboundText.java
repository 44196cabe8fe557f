package ai.tulia.messaging.store.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of one message, from whom and to whom.
 *
 * @param from the tenant's sender address, with its channel prefix
 * @param to the customer's number in E.164
 */
public record OutboundText(
        String from,
        String to,
        @Nullable String body,
        @Nullable String contentSid,
        Map<String, String> contentVariables) {
    /** Numbers and texts stay out of logs. */
    @Override
    public String toString() {
        return "OutboundText";
    }
}
