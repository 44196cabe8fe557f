package ai.tulia.messaging.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only the text of the sources shows, each rule with its reason. */
class SourceFilesTest {
    private static final int MAX_LINES = 250;
    private static final Pattern MESSAGE_WRITTEN =
            Pattern.compile("(insert\\s+into|update|delete\\s+from)\\s+message\\s");
    /** Who beside {@code store.message} writes rows of {@code message}: none of them changes a state. */
    private static final Set<String> OTHER_WRITERS = Set.of(
            // Inserts those whom criteria select, who are known to the database alone, in the statement that finds
            // them.
            "store/broadcast/AudiencePage",
            // Write reserved_at, the unit of the quota, with the journal of units or when Redis granted it.
            "store/quota/QuotaJournal",
            "store/quota/QuotaLedger",
            // Remove what is a person's, and what is past its retention, with the eraser's rights.
            "store/erasure/ErasedMessages",
            "store/retention/RetentionSql");

    private final Map<String, String> main = read("main");
    private final Map<String, String> tests = read("test");

    @Test
    void noFileHasMoreThan250Lines() {
        assertThat(Stream.of(main, tests)
                        .flatMap(files -> files.entrySet().stream())
                        .filter(file -> lines(file.getValue()) > MAX_LINES)
                        .map(Map.Entry::getKey))
                .as("a class of more than %d lines has two jobs, also one of tests", MAX_LINES)
                .isEmpty();
    }

    @Test
    void mostFilesAreShort() {
        List<Long> lines =
                main.values().stream().map(SourceFilesTest::lines).sorted().toList();
        assertThat(percentile(lines, 50)).as("median").isLessThanOrEqualTo(55);
        assertThat(percentile(lines, 90))
                .as("90th percentile: a long file has often a second responsibility")
                .isLessThanOrEqualTo(130);
    }

    @Test
    void thereAreTestsFor60LinesOf100() {
        assertThat(1.0 * total(tests) / total(main)).isGreaterThanOrEqualTo(0.6);
    }

    @Test
    void rowsOfMessagesAreWrittenInOnePackage() {
        assertThat(main.entrySet().stream()
                        .filter(file -> !file.getKey().startsWith("bench/"))
                        .filter(file -> MESSAGE_WRITTEN.matcher(file.getValue()).find())
                        .map(file -> file.getKey().replaceFirst(".*/ai/tulia/messaging/(.*)\\.java", "$1"))
                        .filter(file -> !file.startsWith("store/message/")))
                .as("a state that changes without its event, cause or lock is found in one place")
                .containsExactlyInAnyOrderElementsOf(OTHER_WRITERS);
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    private static long total(Map<String, String> files) {
        return files.values().stream().mapToLong(SourceFilesTest::lines).sum();
    }

    private static long lines(String text) {
        return text.lines().count();
    }

    /** The sources of every module by their path in the repository. */
    private static Map<String, String> read(String kind) {
        try {
            Path root = Path.of("..").toRealPath();
            List<Path> directories = new ArrayList<>();
            try (Stream<Path> modules = Files.list(root)) {
                modules.map(module -> module.resolve("src/" + kind + "/java"))
                        .filter(Files::isDirectory)
                        .forEach(directories::add);
            }
            Map<String, String> read = new HashMap<>();
            for (Path directory : directories) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                            .toList()) {
                        read.put(root.relativize(file).toString(), Files.readString(file));
                    }
                }
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
