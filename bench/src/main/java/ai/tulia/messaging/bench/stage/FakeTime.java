package ai.tulia.messaging.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves the wall clock that a process sees, by libfaketime: the one installed, or the one of the Debian package, which is
 * downloaded and unpacked for the purpose.
 */
final class FakeTime {
    private static final String LIBRARY = "libfaketime.so.1";

    private FakeTime() {}

    /**
     * Only the wall clock: what measures how long something took goes on as it is. Its fix for conditions of an older C
     * library ends every wait of a JVM at once.
     */
    static Map<String, String> environment(Duration ahead) {
        return Map.of(
                "LD_PRELOAD",
                library().toString(),
                "FAKETIME",
                (ahead.isNegative() ? "" : "+") + ahead.toSeconds() + "s",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    private static Path library() {
        Path target = Path.of(System.getProperty("bench.target", "target"), "libfaketime");
        for (Path root : List.of(Path.of("/usr/lib"), target)) {
            Path found = in(root);
            if (found != null) {
                return found;
            }
        }
        download(target);
        Path found = in(target);
        if (found == null) {
            throw new IllegalStateException("needs libfaketime: install it, or have apt-get and dpkg-deb at hand");
        }
        return found.toAbsolutePath();
    }

    private static @Nullable Path in(Path root) {
        if (!Files.isDirectory(root)) {
            return null;
        }
        try (Stream<Path> files = Files.find(root, 8, (path, attributes) -> path.endsWith(LIBRARY))) {
            return files.findFirst().orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void download(Path target) {
        try {
            Files.createDirectories(target);
            Process process = new ProcessBuilder(
                            "sh", "-c", "apt-get download libfaketime && dpkg-deb -x libfaketime_*.deb .")
                    .directory(target.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(target.resolve("download.log").toFile())
                    .start();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
