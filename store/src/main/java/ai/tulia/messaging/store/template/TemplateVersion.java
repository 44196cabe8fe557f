package ai.tulia.messaging.store.template;

import ai.tulia.messaging.domain.message.MessageType;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a template; it never changes.
 *
 * @param content the text with its placeholders
 * @param contentSid Twilio's id of the approved WhatsApp template; null = the text is sent as it is
 * @param contentVariables WhatsApp's variable to the one of the text; empty without a contentSid
 */
public record TemplateVersion(
        UUID templateId,
        int version,
        MessageType messageType,
        String content,
        @Nullable String contentSid,
        Map<String, String> contentVariables) {}
