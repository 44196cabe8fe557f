package ai.tulia.messaging.domain.template;

/** A text that is no template: where and what. Line and column count from 1. */
public final class TemplateSyntaxException extends RuntimeException {
    private final int line;
    private final int column;

    public TemplateSyntaxException(String problem, int line, int column) {
        super(problem);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** What is wrong, without the position. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
