package ai.tulia.messaging.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure's result: what was compared, the raw numbers, each ratio with its bar. */
public final class Report {
    private final String figure;
    private final String loadBefore = Machine.load();
    private final List<String> lines = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private boolean missed;

    public Report(String figure, String what) {
        this.figure = figure;
        lines.add(what);
        lines.add("");
    }

    public void raw(String line) {
        lines.add("- " + line);
        System.out.println("  " + line);
    }

    public void atLeast(String what, double value, double bar) {
        verdict(what, value, "at least", bar, value >= bar);
    }

    public void atMost(String what, double value, double bar) {
        verdict(what, value, "at most", bar, value <= bar);
    }

    public boolean missed() {
        return missed;
    }

    /** Prints the verdicts and writes all of it to {@code <figure>.md}. */
    public void write(Path directory) {
        var text = new StringBuilder("# " + figure + "\n\n");
        text.append(Instant.now().truncatedTo(ChronoUnit.MINUTES)).append(", ").append(Machine.describe());
        text.append("; load average ")
                .append(loadBefore)
                .append(" before, ")
                .append(Machine.load())
                .append(" at the end, this run included.\n\n");
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("\n| what | measured | bar | |\n| --- | --- | --- | --- |\n");
        verdicts.forEach(line -> text.append(line).append('\n'));
        System.out.println(text);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(figure + ".md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verdict(String what, double value, String side, double bar, boolean met) {
        missed |= !met;
        verdicts.add("| " + what + " | " + number(value) + " | " + side + " " + number(bar) + " | "
                + (met ? "pass" : "MISS") + " |");
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }
}
