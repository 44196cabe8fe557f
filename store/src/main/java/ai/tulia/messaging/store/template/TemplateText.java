package ai.tulia.messaging.store.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a new version says: see {@link TemplateVersion}. */
public record TemplateText(String content, @Nullable String contentSid, Map<String, String> contentVariables) {}
