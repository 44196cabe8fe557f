package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Clears a home: its data, logs and programs. */
public final class HomeReset {
    private HomeReset() {}

    /** @throws StartupRefused while a stack runs on it, or when the directory is not a home of ours */
    public static Path run(Map<String, String> environment) {
        TuliaHome home = TuliaHome.fromEnvironment(environment);
        try (HomeLock lock = HomeLock.take(home)) {
            Leftovers.clear(home);
            for (Path entry : contents(home)) {
                // The marker goes last: a reset cut short is still a home, and is finished by the next.
                if (!entry.endsWith(TuliaHome.MARKER)) {
                    FileTree.delete(entry);
                }
            }
            FileTree.delete(home.root());
            return home.root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> contents(TuliaHome home) throws IOException {
        try (Stream<Path> entries = Files.list(home.root())) {
            return entries.toList();
        }
    }
}
