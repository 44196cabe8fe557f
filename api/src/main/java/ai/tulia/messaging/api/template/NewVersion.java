package ai.tulia.messaging.api.template;

import ai.tulia.messaging.store.template.TemplateText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The next version of a template. The WhatsApp side is not taken over from the version before: another text is another
 * approved template.
 */
record NewVersion(
        @Nullable String content,
        @Nullable String contentSid,
        @Nullable Map<String, @Nullable String> contentVariables) {
    TemplateText checked() {
        return TemplateTextCheck.checked(content, contentSid, contentVariables);
    }
}
