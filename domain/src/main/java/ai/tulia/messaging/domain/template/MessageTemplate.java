package ai.tulia.messaging.domain.template;

import java.util.Map;
import java.util.Set;

/** A parsed text with {@code {{name}}} and {@code {{name|fallback}}} placeholders. Parsed once, immutable. */
public final class MessageTemplate {
    private MessageTemplate() {}

    /** @throws TemplateSyntaxException when the text holds an unknown placeholder form, with its line and column */
    public static MessageTemplate parse(String text) {
        throw new UnsupportedOperationException();
    }

    /** Every variable, in order of first appearance. */
    public Set<String> variables() {
        throw new UnsupportedOperationException();
    }

    /** The variables without a fallback. */
    public Set<String> required() {
        throw new UnsupportedOperationException();
    }

    /** The variables that have neither a usable (non-blank) value nor a fallback. */
    public Set<String> missing(Map<String, String> values) {
        throw new UnsupportedOperationException();
    }

    /** @throws MissingVariableException when a variable has neither a value nor a fallback */
    public String render(Map<String, String> values) {
        throw new UnsupportedOperationException();
    }
}
