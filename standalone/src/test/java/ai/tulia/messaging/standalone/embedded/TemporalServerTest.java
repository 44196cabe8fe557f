package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTest {
    private final TemporalOptions options = TemporalOptions.on(FreePorts.choose());
    private final List<String> notes = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void aWayThatFailsLeadsToTheNextAndAtLastToTheJavaTestServer() throws IOException {
        Path broken = Files.writeString(directory.resolve("temporal"), "#!/bin/sh\nexit 3\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        try (TemporalServer server = start(way("broken", broken), way("absent", null))) {
            assertThat(server.isDevelopmentServer()).isFalse();
            assertThat(server.webUi()).isEmpty();
            assertThat(PortProbe.accepts(options.port())).isTrue();
        }
        assertThat(notes).hasSize(2);
        assertThat(notes.get(0)).startsWith("broken does not work: temporal ended by itself with code 3");
        assertThat(notes.get(1)).contains("the Java test server runs instead");
        assertThat(PortProbe.accepts(options.port())).isFalse();
    }

    @Test
    void theDevelopmentServerStartsAgainOnItsOwnDatabase() throws IOException {
        Optional<Path> command = SearchPath.find(System.getenv(), "temporal");
        Assumptions.assumeTrue(command.isPresent(), "no temporal command on PATH");

        for (int round = 0; round < 2; round++) {
            try (TemporalServer server = start(way("the one on PATH", command.get()))) {
                assertThat(server.isDevelopmentServer()).isTrue();
                assertThat(PortProbe.accepts(options.uiPort())).isTrue();
            }
            assertThat(PortProbe.accepts(options.port())).isFalse();
        }
        assertThat(notes).isEmpty();
    }

    private TemporalServer start(TemporalWay... ways) {
        TuliaHome home = TuliaHome.open(directory.resolve("home"));
        ChildProcesses children = new ChildProcesses(home, Map.of("PATH", System.getenv("PATH")));
        return TemporalServer.start(home, options, List.of(ways), children, notes::add);
    }

    private static TemporalWay way(String name, Path command) {
        return new TemporalWay() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Path> find() {
                return Optional.ofNullable(command);
            }
        };
    }
}
