package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.template.MessageTemplate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message of a batch says: each says its own.
 *
 * @param body inline text, or what was rendered for an earlier attempt; null = to be rendered from the template
 * @param template the text of the version it was accepted with; null for inline text
 * @param contentSid Twilio's id of the approved WhatsApp template; null = it has none
 * @param contentVariables WhatsApp's variable to the one of the text; with a body, to its value
 * @param context the values of the placeholders, as accepted
 */
public record OwnText(
        @Nullable String body,
        @Nullable String template,
        @Nullable String contentSid,
        Map<String, String> contentVariables,
        Map<String, String> context) {
    public boolean isRendered() {
        return body != null;
    }

    /** @param to see {@link OutboundText} */
    public OutboundText to(@Nullable String to) {
        if (body != null || template == null) {
            return new OutboundText(to, body, contentSid, contentVariables);
        }
        return new OutboundText(
                to,
                MessageTemplate.parse(template).render(context),
                contentSid,
                MessageTemplate.contentVariables(contentVariables, context));
    }

    /** Texts stay out of logs. */
    @Override
    public String toString() {
        return "OwnText";
    }
}
