package ai.tulia.messaging.domain.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed text with {@code {{name}}} and {@code {{name|fallback}}} placeholders. Parsed once, immutable.
 *
 * <p>A name begins with a letter (a–z, A–Z) and goes on with letters, digits, {@code _} and {@code .}, at most
 * {@value #MAX_NAME_LENGTH} in all; spaces around it are allowed. A fallback is any text on one line without braces of a
 * placeholder, trimmed, and not blank. Single braces are text. Values are put in as they are and never parsed again.
 */
public final class MessageTemplate {
    /** Characters of the longest name. */
    public static final int MAX_NAME_LENGTH = 64;

    private final List<Part> parts;
    private final Set<String> variables;
    private final Set<String> required;

    private MessageTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
        Set<String> all = new LinkedHashSet<>();
        Set<String> withoutFallback = new LinkedHashSet<>();
        for (Part part : this.parts) {
            if (part instanceof Placeholder(String name, String fallback)) {
                all.add(name);
                if (fallback == null) {
                    withoutFallback.add(name);
                }
            }
        }
        this.variables = Collections.unmodifiableSet(all);
        this.required = Collections.unmodifiableSet(withoutFallback);
    }

    /** @throws TemplateSyntaxException when the text holds an unknown placeholder form, with its line and column */
    public static MessageTemplate parse(String text) {
        return new MessageTemplate(new TemplateParser(text).parse());
    }

    /** Every variable, in order of first appearance. */
    public Set<String> variables() {
        return variables;
    }

    /** The variables without a fallback, in at least one place. */
    public Set<String> required() {
        return required;
    }

    /** The variables that have neither a usable (non-blank) value nor a fallback. */
    public Set<String> missing(Map<String, String> values) {
        Set<String> missing = new LinkedHashSet<>();
        for (String name : required) {
            if (usable(values, name) == null) {
                missing.add(name);
            }
        }
        return Collections.unmodifiableSet(missing);
    }

    /** @throws MissingVariableException when a variable has neither a value nor a fallback */
    public String render(Map<String, String> values) {
        Set<String> missing = missing(values);
        if (!missing.isEmpty()) {
            throw new MissingVariableException(missing);
        }
        StringBuilder rendered = new StringBuilder();
        for (Part part : parts) {
            rendered.append(
                    switch (part) {
                        case Literal(String text) -> text;
                        case Placeholder(String name, String fallback) -> {
                            String value = usable(values, name);
                            yield value == null ? fallback : value;
                        }
                    });
        }
        return rendered.toString();
    }

    private static @Nullable String usable(Map<String, String> values, String name) {
        String value = values.get(name);
        return value == null || isBlank(value) ? null : value;
    }

    /** Blank to a reader: white space, no-break spaces, and characters of no width. */
    static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.CONTROL);
    }

    sealed interface Part {}

    record Literal(String text) implements Part {}

    record Placeholder(String name, @Nullable String fallback) implements Part {}

    /**
     * WhatsApp's numbered variables with our values: {@code {"1": "Ana"}}.
     *
     * @param names theirs, each with ours
     * @throws MissingVariableException when one has no value
     */
    public static Map<String, String> contentVariables(Map<String, String> names, Map<String, String> values) {
        var filled = new LinkedHashMap<String, String>();
        names.forEach(
                (theirs, ours) -> filled.put(theirs, parse("{{" + ours + "}}").render(values)));
        return filled;
    }
}
