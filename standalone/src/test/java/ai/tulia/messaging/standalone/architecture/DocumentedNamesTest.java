package ai.tulia.messaging.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents name is there, by that name. */
class DocumentedNamesTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    /** A type by its name, with or without a member, such as {@code `DispatchPolicy.decide(facts, now)`}. */
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:[.(][^`]*)?`");
    /** A module and a package or a class in it, such as {@code `store/…/message/MessageTransitions`}. */
    private static final Pattern PLACE = Pattern.compile("`([\\w-]+)/…/([\\w/]+)`");

    @Test
    void whatTheMapOfTheCodeNamesIsThere() throws IOException {
        Path root = Path.of("..").toRealPath();
        List<String> paths = paths(root);
        String map = Files.readString(root.resolve("CONTRIBUTING.md"));
        assertThat(PLACE.matcher(map)
                        .results()
                        .filter(place -> paths.stream()
                                .noneMatch(path -> path.startsWith(place.group(1) + "/")
                                        && (path.contains("/" + place.group(2) + "/")
                                                || path.endsWith("/" + place.group(2) + ".java"))))
                        .map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void theTestsThatPromisesNameAreThere() throws IOException {
        Path root = Path.of("..").toRealPath();
        List<String> paths = paths(root);
        for (String document : new String[] {"README.md", "docs/security.md"}) {
            assertThat(TEST.matcher(Files.readString(root.resolve(document)))
                            .results()
                            .map(test -> test.group(1))
                            .filter(test -> paths.stream().noneMatch(path -> path.endsWith("/" + test + ".java"))))
                    .as(document)
                    .isEmpty();
        }
    }

    @Test
    void theTypesThatDecisionsNameAreThere() throws IOException {
        Path root = Path.of("..").toRealPath();
        List<String> paths = paths(root);
        try (Stream<Path> decisions = Files.list(root.resolve("docs/decisions"))) {
            for (Path decision : decisions.toList()) {
                assertThat(TYPE.matcher(Files.readString(decision))
                                .results()
                                .map(type -> type.group(1))
                                .filter(type -> paths.stream().noneMatch(path -> path.endsWith("/" + type + ".java"))))
                        .as(decision.toString())
                        .isEmpty();
            }
        }
    }

    private static List<String> paths(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
