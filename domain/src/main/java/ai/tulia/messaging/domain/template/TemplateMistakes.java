package ai.tulia.messaging.domain.template;

/** What is wrong with a text, and where. */
record TemplateMistakes(String text) {
    private static final String NESTED = "{ inside a placeholder: a placeholder cannot hold another";

    /** Line and column count from 1; a column is a character as a reader counts them, not a UTF-16 unit. */
    TemplateSyntaxException wrong(String problem, int position) {
        int line = 1;
        int lineFrom = 0;
        for (int i = 0; i < position; i++) {
            boolean crLf = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (isLineEnd(text.charAt(i)) && !crLf) {
                line++;
                lineFrom = i + 1;
            }
        }
        return new TemplateSyntaxException(problem, line, text.codePointCount(lineFrom, position) + 1);
    }

    /** At this position stands what begins no name. */
    TemplateSyntaxException badStart(int at) {
        return wrong(
                text.charAt(at) == '{' ? NESTED : "a name begins with a letter from a to z, not with " + shown(at), at);
    }

    /** At this position stands what no name holds. */
    TemplateSyntaxException badCharacter(int at) {
        return wrong(
                text.charAt(at) == '{'
                        ? NESTED
                        : "a name holds letters from a to z, digits, _ and . only, not " + shown(at),
                at);
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** The character there, by its number when it cannot be seen. */
    private String shown(int at) {
        int c = text.codePointAt(at);
        boolean visible = Character.isLetterOrDigit(c) || (c > ' ' && c < 0x7F);
        return visible ? "'" + Character.toString(c) + "'" : "U+%04X".formatted(c);
    }
}
