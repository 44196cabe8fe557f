package ai.tulia.messaging.standalone.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a command as a shell would. */
final class SearchPath {
    private SearchPath() {}

    static Optional<Path> find(Map<String, String> environment, String command) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory).resolve(command))
                .filter(candidate -> Files.isRegularFile(candidate) && Files.isExecutable(candidate))
                .findFirst();
    }
}
