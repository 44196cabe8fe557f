package ai.tulia.messaging.standalone.story;

import ai.tulia.messaging.standalone.rest.Answer;
import ai.tulia.messaging.standalone.rest.Call;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Tells the story to a person, and keeps what did not come true. */
public final class Narrator {
    private static final int WIDTH = 100;
    private static final int BAR = 40;

    private final PrintStream out;
    private final boolean colours;
    private final List<String> failures = new ArrayList<>();
    private String heading = "";
    private int headings;
    private int quarter;

    /** @param colours true only where a terminal shows them */
    public Narrator(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** @param why in plain words, what is about to happen and what for */
    void heading(String title, String why) {
        headings++;
        heading = headings + ". " + title;
        line("");
        print(Ink.HEADING, heading);
        line(wrapped(why));
    }

    void call(Call call) {
        line("");
        print(Ink.CALL, "$ " + Curl.of(call));
    }

    void answer(Answer answer) {
        String retry = answer.header("Retry-After")
                .map(after -> "   Retry-After: " + after)
                .orElse("");
        print(Ink.ANSWER, "HTTP " + answer.status() + retry);
        if (!answer.body().isNull()) {
            print(Ink.ANSWER, ShortJson.of(answer.body()));
        }
    }

    /** Something that was checked and is so. */
    void confirm(String text) {
        print(Ink.RIGHT, "✓ " + text);
    }

    void fails(String text) {
        failures.add(heading + ": " + text);
        print(Ink.WRONG, "✗ " + text);
    }

    /** How far something is: drawn over itself on a terminal, a line each quarter elsewhere. */
    void bar(long done, long all, String detail) {
        int filled = (int) (BAR * done / Math.max(1, all));
        String bar = "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + 100 * done / Math.max(1, all) + " %  "
                + detail;
        if (colours) {
            out.print("\r" + bar + "    ");
            out.flush();
        } else if (filled / (BAR / 4) != quarter) {
            quarter = filled / (BAR / 4);
            out.println(bar);
        }
    }

    void line(String text) {
        out.println(text);
    }

    /** What did not come true so far, each with the heading it stood under. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder();
        int column = 0;
        for (String word : text.split("\\s+")) {
            boolean fits = column + 1 + word.length() <= WIDTH;
            if (column > 0) {
                lines.append(fits ? ' ' : '\n');
            }
            column = column > 0 && fits ? column + 1 + word.length() : word.length();
            lines.append(word);
        }
        return lines.toString();
    }

    private void print(Ink ink, String text) {
        out.println(colours ? ink.on(text) : text);
    }
}
