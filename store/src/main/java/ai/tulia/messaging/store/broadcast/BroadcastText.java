package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.domain.template.TemplateValues;
import ai.tulia.messaging.store.message.DueMessage;
import ai.tulia.messaging.store.template.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a broadcast, parsed once, to be filled with each recipient's values. */
public final class BroadcastText {
    private final MessageTemplate text;
    private final Map<String, ContextValue> context;
    private final @Nullable String contentSid;
    private final Map<String, MessageTemplate> contentVariables = new LinkedHashMap<>();

    private BroadcastText(String content, Broadcast broadcast, @Nullable TemplateVersion template) {
        this.text = MessageTemplate.parse(content);
        this.context = broadcast.content().context();
        this.contentSid = template == null ? null : template.contentSid();
        if (template != null) {
            template.contentVariables()
                    .forEach((theirs, ours) -> contentVariables.put(theirs, MessageTemplate.parse("{{" + ours + "}}")));
        }
    }

    /** @param template the version it was made with; null for inline text */
    public static BroadcastText of(Broadcast broadcast, @Nullable TemplateVersion template) {
        String content = template == null ? broadcast.content().text().content() : template.content();
        if (content == null) {
            throw new IllegalStateException("a broadcast without a text");
        }
        return new BroadcastText(content, broadcast, template);
    }

    public @Nullable String contentSid() {
        return contentSid;
    }

    /** @param contentVariables WhatsApp's variables with the values; null where the template has none */
    public record Rendered(String body, @Nullable Map<String, String> contentVariables) {}

    /** Empty when the recipient lacks a value that the text needs. */
    public Optional<Rendered> render(DueMessage due) {
        return render(due.customer().name(), due.attributes());
    }

    /** @param attributes the recipient's, those given with the list first */
    Optional<Rendered> render(@Nullable String name, Map<String, Object> attributes) {
        Map<String, String> values = ContextValue.resolve(context, name, attributes);
        if (!missing(values).isEmpty()) {
            return Optional.empty();
        }
        if (contentVariables.isEmpty()) {
            return Optional.of(new Rendered(text.render(values), null));
        }
        Map<String, String> theirs = new LinkedHashMap<>();
        contentVariables.forEach((variable, ours) -> theirs.put(variable, ours.render(values)));
        return Optional.of(new Rendered(text.render(values), theirs));
    }

    /** The variables that the text needs and this recipient lacks. */
    Set<String> missing(@Nullable String name, Map<String, Object> attributes) {
        return required().isEmpty() ? Set.of() : missing(ContextValue.resolve(context, name, attributes));
    }

    /** Whether the recipient's attributes have a say in what is missing. */
    boolean needsAttributes() {
        return required().stream()
                .anyMatch(variable -> isAttribute(variable)
                        || (context.get(variable) instanceof ContextValue.From(String source) && isAttribute(source)));
    }

    private static boolean isAttribute(String variable) {
        return variable.startsWith(TemplateValues.ATTRIBUTE_PREFIX);
    }

    private Set<String> required() {
        Set<String> required = new LinkedHashSet<>(text.required());
        contentVariables.values().forEach(ours -> required.addAll(ours.required()));
        return required;
    }

    private Set<String> missing(Map<String, String> values) {
        Set<String> missing = new LinkedHashSet<>(text.missing(values));
        contentVariables.values().forEach(ours -> missing.addAll(ours.missing(values)));
        return missing;
    }
}
