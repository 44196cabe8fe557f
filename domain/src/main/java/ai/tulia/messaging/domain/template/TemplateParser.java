package ai.tulia.messaging.domain.template;

import ai.tulia.messaging.domain.template.MessageTemplate.Literal;
import ai.tulia.messaging.domain.template.MessageTemplate.Part;
import ai.tulia.messaging.domain.template.MessageTemplate.Placeholder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a text once from left to right and never goes back, so its time grows with its length and nothing else. */
final class TemplateParser {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String text;
    private final TemplateMistakes mistakes;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    TemplateParser(String text) {
        this.text = text;
        this.mistakes = new TemplateMistakes(text);
    }

    List<Part> parse() {
        int literalFrom = 0;
        while (at < text.length()) {
            if (text.startsWith(CLOSE, at)) {
                throw mistakes.wrong("}} without a {{ before it", at);
            }
            if (!text.startsWith(OPEN, at)) {
                at++;
                continue;
            }
            literal(literalFrom);
            parts.add(placeholder());
            literalFrom = at;
        }
        literal(literalFrom);
        return parts;
    }

    private void literal(int from) {
        if (from < at) {
            parts.add(new Literal(text.substring(from, at)));
        }
    }

    private Placeholder placeholder() {
        int opened = at;
        at += OPEN.length();
        skipSpaces();
        String name = name(opened);
        skipSpaces();
        String fallback = at < text.length() && text.charAt(at) == '|' ? fallback(opened) : null;
        if (!text.startsWith(CLOSE, at)) {
            throw at >= text.length() || TemplateMistakes.isLineEnd(text.charAt(at)) || text.charAt(at) == '}'
                    ? mistakes.wrong("{{ is not closed: end it with }}", opened)
                    : mistakes.badCharacter(at);
        }
        at += CLOSE.length();
        return new Placeholder(name, fallback);
    }

    private String name(int opened) {
        int from = at;
        while (at < text.length() && isNamePart(text.charAt(at), at == from)) {
            at++;
            if (at - from > MessageTemplate.MAX_NAME_LENGTH) {
                throw mistakes.wrong(
                        "the name is longer than " + MessageTemplate.MAX_NAME_LENGTH + " characters", from);
            }
        }
        if (at > from) {
            return text.substring(from, at);
        }
        if (at >= text.length() || TemplateMistakes.isLineEnd(text.charAt(at))) {
            throw mistakes.wrong("{{ is not closed: end it with }}", opened);
        }
        if (text.startsWith(CLOSE, at) || text.charAt(at) == '|') {
            throw mistakes.wrong("the placeholder has no name: write {{name}} or {{name|fallback}}", opened);
        }
        throw mistakes.badStart(at);
    }

    private @Nullable String fallback(int opened) {
        int from = ++at;
        while (!text.startsWith(CLOSE, at)) {
            if (at >= text.length() || TemplateMistakes.isLineEnd(text.charAt(at))) {
                throw mistakes.wrong("{{ is not closed on its line: end it with }}", opened);
            }
            if (text.startsWith(OPEN, at)) {
                throw mistakes.wrong("{{ inside a placeholder: a placeholder cannot hold another", at);
            }
            at++;
        }
        String fallback = text.substring(from, at).strip();
        if (MessageTemplate.isBlank(fallback)) {
            throw mistakes.wrong("the fallback is empty: write one after the |, or leave out the |", from);
        }
        return fallback;
    }

    private void skipSpaces() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean isNamePart(char c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        boolean digit = c >= '0' && c <= '9';
        return letter || (!first && (digit || c == '_' || c == '.'));
    }
}
