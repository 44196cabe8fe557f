package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

            assertThat(orphan.isAlive()).isFalse();
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
        builder.command().addAll(java.util.List.of(arguments));
        return builder.start();
    }
}
