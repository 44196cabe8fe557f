package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    @TempDir
    Path directory;

    @Test
    void onlyTheProgramOnOurPathIsStopped() throws IOException {
        Path ours = directory.resolve("data");
        Process orphan = shell("postgres", "-D", ours.toString());
        Process elsewhere = shell("postgres", "-D", directory.resolve("data2").toString());
        Process reader = shell("less", ours.toString());
        try {
            Orphans.stop("postgres", ours, StopSignal.TERM, Duration.ofSeconds(5));

            assertThat(orphan.onExit()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(elsewhere.isAlive()).isTrue();
            assertThat(reader.isAlive()).isTrue();
        } finally {
            orphan.destroyForcibly();
            elsewhere.destroyForcibly();
            reader.destroyForcibly();
        }
    }

    /** A process that reads for ever and carries {@code arguments} in its command line. */
    private static Process shell(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read line; exit 0");
        builder.command().addAll(List.of(arguments));
        Process process = builder.start();
        // Until it became the shell, its command line is still its parent's.
        await().until(() -> process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(arguments[arguments.length - 1]::equals));
        return process;
    }
}
