package ai.tulia.messaging.domain.message;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Draws the one table of the state machine: a row for each state it leads from, a column for each it leads to. */
final class StateDiagram {
    private static final int HEAD = 110;
    private static final int WIDTH = 150;
    private static final int LINE = 16;
    private static final int TOP = 60;

    private final StringBuilder svg = new StringBuilder();
    private final List<MessageState> columns = Arrays.stream(MessageState.values())
            .filter(to -> Arrays.stream(TransitionCause.values()).anyMatch(cause -> cause.to() == to))
            .toList();
    private final List<MessageState> rows = Arrays.stream(MessageState.values())
            .filter(from -> Arrays.stream(TransitionCause.values())
                    .anyMatch(cause -> cause.from().contains(from)))
            .toList();

    static String svg() {
        return new StateDiagram().draw();
    }

    private String draw() {
        int height = TOP + rows.stream().mapToInt(this::rowHeight).sum() + 10;
        int width = HEAD + columns.size() * WIDTH + 10;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d"
                    font-family="monospace" font-size="12">
                <title>What a message's state may become, and why</title>
                <rect width="100%%" height="100%%" fill="white"/>
                """.formatted(width, height));
        text(10, 22, "from \u2193   to \u2192", "#555");
        for (int i = 0; i < columns.size(); i++) {
            MessageState to = columns.get(i);
            box(HEAD + i * WIDTH, 32, WIDTH - 4, 22, color(to));
            text(HEAD + i * WIDTH + 6, 47, to.code(), "black");
        }
        int y = TOP;
        for (MessageState from : rows) {
            row(from, y);
            y += rowHeight(from);
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(MessageState from, int y) {
        box(6, y, HEAD - 12, rowHeight(from) - 4, color(from));
        text(12, y + LINE, from.code(), "black");
        for (int i = 0; i < columns.size(); i++) {
            List<String> causes = causes(from, columns.get(i));
            if (!causes.isEmpty()) {
                box(HEAD + i * WIDTH, y, WIDTH - 4, rowHeight(from) - 4, "#f4f4f4");
            }
            for (int line = 0; line < causes.size(); line++) {
                text(HEAD + i * WIDTH + 4, y + LINE * (line + 1), causes.get(line), "#222");
            }
        }
    }

    private int rowHeight(MessageState from) {
        int lines =
                columns.stream().mapToInt(to -> causes(from, to).size()).max().orElse(1);
        return lines * LINE + 12;
    }

    private static List<String> causes(MessageState from, MessageState to) {
        return Arrays.stream(TransitionCause.values())
                .filter(cause -> cause.to() == to && cause.from().contains(from))
                .map(TransitionCause::code)
                .collect(Collectors.toList());
    }

    private static String color(MessageState state) {
        return switch (state.status()) {
            case PENDING -> "#fff2cc";
            case SENT -> "#d5e8d4";
            case FAILED -> "#f8cecc";
            case CANCELED -> "#e1e1e1";
        };
    }

    private void box(int x, int y, int width, int height, String fill) {
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\"/>\n"
                .formatted(x, y, width, height, fill));
    }

    private void text(int x, int y, String words, String fill) {
        svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n".formatted(x, y, fill, words));
    }
}
