package ai.tulia.messaging.store.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said: a version of a template, or inline text.
 *
 * @param templateId null for inline text
 * @param content inline text; of a stored message as sent, and null while a template is not rendered yet
 */
public record Text(
        @Nullable UUID templateId,
        @Nullable Integer templateVersion,
        @Nullable String content) {
    public static Text inline(String content) {
        return new Text(null, null, content);
    }

    public static Text template(UUID id, int version) {
        return new Text(id, version, null);
    }
}
