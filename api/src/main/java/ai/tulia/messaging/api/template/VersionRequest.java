package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.store.template.TemplateText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The next version of a template. The WhatsApp side is not taken over from the version before: another text is another
 * approved template.
 */
record VersionRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String content,

        @Nullable String contentSid,
        @Nullable Map<String, @Nullable String> contentVariables) {
    TemplateText checked() {
        return TemplateTextValidator.checked(content, contentSid, contentVariables, new Checks());
    }
}
