package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the Java process leaves its servers without a master; the next start must cope. */
class KilledStackTest {
    private final Ports ports = FreePorts.choose();

    @TempDir
    Path directory;

    @Test
    void theNextStartEndsTheOrphansAndFindsWhatWasCommitted() throws IOException, SQLException {
        Path home = directory.resolve("home");
        killWhen(() -> ForkedStack.isReady(home));
        List<ProcessHandle> orphans = recorded(home);
        assertThat(orphans).hasSize(2).allMatch(ProcessHandle::isAlive);

        try (TestServers stack = TestServers.start(home, ports)) {
            assertThat(orphans).noneMatch(StopSignal::runs);
            assertThat(stack.sql("select word from kept")).isEqualTo("committed");
        }
    }

    @Test
    void aKillWhilePostgresIsBeingMadeLeavesNothingHalf() throws IOException, SQLException {
        Path home = directory.resolve("home");
        killWhen(() -> isBuilding(home.resolve("building")));

        try (TestServers stack = TestServers.start(home, ports)) {
            assertThat(stack.sql("select 1")).isEqualTo("1");
        }
    }

    private void killWhen(Callable<Boolean> moment) throws IOException {
        Process forked = ForkedStack.fork(directory.resolve("home"), ports);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .failFast(() -> !forked.isAlive())
                    .until(moment);
        } finally {
            forked.destroyForcibly().onExit().join();
        }
    }

    private static boolean isBuilding(Path building) throws IOException {
        if (!Files.exists(building)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(building)) {
            return entries.anyMatch(entry ->
                    entry.getFileName().toString().startsWith("cluster-") && Files.exists(entry.resolve("data/base")));
        }
    }

    private static List<ProcessHandle> recorded(Path home) throws IOException {
        try (Stream<Path> records = Files.list(home.resolve("processes"))) {
            return records.filter(record -> !record.endsWith("tulia.pid"))
                    .flatMap(record -> ProcessHandle.of(pid(record)).stream())
                    .toList();
        }
    }

    private static long pid(Path record) {
        try {
            return Long.parseLong(Files.readString(record).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
