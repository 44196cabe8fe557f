package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.DueMessage;
import ai.tulia.messaging.store.template.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of a broadcast, parsed once, to be filled with each recipient's values. */
final class GroupText {
    private final MessageTemplate text;
    private final Map<String, ContextValue> context;
    private final @Nullable String contentSid;
    private final Map<String, MessageTemplate> contentVariables = new LinkedHashMap<>();

    private GroupText(String content, Broadcast broadcast, @Nullable TemplateVersion template) {
        this.text = MessageTemplate.parse(content);
        this.context = broadcast.context();
        this.contentSid = template == null ? null : template.contentSid();
        if (template != null) {
            template.contentVariables()
                    .forEach((theirs, ours) -> contentVariables.put(theirs, MessageTemplate.parse("{{" + ours + "}}")));
        }
    }

    /** @param template the version it was made with; null for inline text */
    static GroupText of(Broadcast broadcast, @Nullable TemplateVersion template) {
        String content = template == null ? broadcast.content() : template.content();
        if (content == null) {
            throw new IllegalStateException("a broadcast without a text");
        }
        return new GroupText(content, broadcast, template);
    }

    @Nullable
    String contentSid() {
        return contentSid;
    }

    /** @param contentVariables WhatsApp's variables with the values; null where the template has none */
    record Rendered(String body, @Nullable Map<String, String> contentVariables) {}

    /** Empty when the recipient lacks a value that the text needs. */
    Optional<Rendered> render(DueMessage due) {
        Map<String, String> values =
                ContextValue.resolve(context, due.customer().name(), due.attributes());
        if (!text.missing(values).isEmpty()) {
            return Optional.empty();
        }
        if (contentVariables.isEmpty()) {
            return Optional.of(new Rendered(text.render(values), null));
        }
        Map<String, String> theirs = new LinkedHashMap<>();
        for (var variable : contentVariables.entrySet()) {
            if (!variable.getValue().missing(values).isEmpty()) {
                return Optional.empty();
            }
            theirs.put(variable.getKey(), variable.getValue().render(values));
        }
        return Optional.of(new Rendered(text.render(values), theirs));
    }
}
