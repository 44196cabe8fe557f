package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.joining;

import ai.tulia.messaging.bench.report.Machine;
import ai.tulia.messaging.standalone.checker.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The outcomes as markdown. */
final class ResultTable {
    private final String command;
    private final List<Outcome> outcomes;

    ResultTable(String command, List<Outcome> outcomes) {
        this.command = command;
        this.outcomes = outcomes;
    }

    /** Prints it and writes it to {@code <name>.md}. */
    void write(Path directory, String name) {
        String text = text();
        System.out.println(text);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return "`" + command + "`, " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", " + Machine.describe()
                + "; load average " + Machine.load() + " at the end, this run included.\n\n"
                + "| id | seed | attempted | acked | posted | final | lost | duplicated | unexpected | recovered | unknown"
                + " | recovery | took | result |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
                + outcomes.stream().map(ResultTable::sets).collect(joining())
                + "\n| id | load and fault |\n| --- | --- |\n"
                + outcomes.stream()
                        .map(outcome ->
                                row(outcome.scenario().id(), outcome.scenario().what()))
                        .collect(joining())
                + "\n| id | what | measured | pass mark | |\n| --- | --- | --- | --- | --- |\n"
                + outcomes.stream().map(ResultTable::marks).collect(joining());
    }

    private static String sets(Outcome outcome) {
        Verdict verdict = outcome.verdict();
        String sets = verdict == null
                ? "– | – | – | – | – | – | – | – | –"
                : List.of(
                                verdict.attempted(),
                                verdict.acked(),
                                verdict.posted(),
                                verdict.ended(),
                                verdict.violations().lost(),
                                verdict.violations().duplicated(),
                                verdict.violations().unexpected(),
                                verdict.recovered(),
                                verdict.unknown())
                        .stream()
                        .map(set -> Integer.toString(set.size()))
                        .collect(joining(" | "));
        return row(
                outcome.scenario().id(),
                Long.toString(outcome.seed()),
                sets,
                outcome.recovery(),
                Trial.seconds(outcome.took()),
                outcome.passed() ? "pass" : "MISS");
    }

    private static String marks(Outcome outcome) {
        return outcome.marks().stream()
                .map(mark -> row(
                        outcome.scenario().id(),
                        mark.what(),
                        mark.measured().replace("|", "\\|"),
                        mark.bar(),
                        mark.met() ? "pass" : "MISS"))
                .collect(joining());
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
