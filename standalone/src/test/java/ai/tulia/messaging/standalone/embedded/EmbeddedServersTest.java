package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {
    private final Ports ports = FreePorts.choose();

    @TempDir
    Path directory;

    @Test
    void dataOutlivesAStopAndNoProcessDoes() throws SQLException {
        // A space in the path, as in "My Projects".
        Path place = directory.resolve("a home");
        List<ProcessHandle> processes;
        try (TestServers stack = TestServers.start(place, ports)) {
            assertThat(stack.sql("create table kept (word text)", "insert into kept values ('here')"))
                    .isEmpty();
            assertThat(stack.sql("select current_setting('fsync')")).isEqualTo("on");
            assertThat(stack.sql("select current_setting('listen_addresses')")).isEqualTo("127.0.0.1");
            processes = stack.processes();
            assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);

        try (TestServers stack = TestServers.start(place, ports)) {
            assertThat(stack.sql("select word from kept")).isEqualTo("here");
        }
    }

    @Test
    void aTakenPortIsToldBeforeAnythingStarts() throws IOException {
        try (ServerSocket other = new ServerSocket(ports.redis(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TestServers.start(directory.resolve("home"), ports))
                    .isInstanceOf(StartupRefused.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()))
                    .hasMessageContaining("TULIA_REDIS_PORT");
        }
        assertThat(directory.resolve("home/postgres")).isEmptyDirectory();
    }
}
