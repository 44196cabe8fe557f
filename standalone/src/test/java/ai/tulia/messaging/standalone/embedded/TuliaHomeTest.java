package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuliaHomeTest {
    @TempDir
    Path directory;

    @Test
    void aDirectoryWithSomethingElseInItIsLeftAlone() throws IOException {
        Path precious = Files.writeString(directory.resolve("thesis.txt"), "all of it");
        Map<String, String> environment = Map.of("TULIA_HOME", directory.toString());

        assertThatThrownBy(() -> TuliaHome.fromEnvironment(environment)).isInstanceOf(StartupRefused.class);
        assertThatThrownBy(() -> HomeReset.run(environment))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("not made by Tulia");
        assertThat(precious).exists();
    }

    @Test
    void oneStackAtATimeUsesIt() {
        TuliaHome home = TuliaHome.open(directory.resolve("home"));
        try (HomeLock lock = HomeLock.take(home)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> HomeLock.take(home))
                    .isInstanceOf(StartupRefused.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        HomeLock.take(home).close();
    }

    @Test
    void resetRefusesWhileOneRunsAndClearsAllAfterwards() throws IOException {
        Path place = directory.resolve("home");
        Map<String, String> environment = Map.of("TULIA_HOME", place.toString());
        TuliaHome home = TuliaHome.fromEnvironment(environment);
        Files.writeString(home.redis().resolve("data"), "x");
        Files.createSymbolicLink(home.redis().resolve("link"), Files.createDirectory(directory.resolve("elsewhere")));

        try (HomeLock lock = HomeLock.take(home)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> HomeReset.run(environment)).isInstanceOf(StartupRefused.class);
        }
        HomeReset.run(environment);

        assertThat(place).doesNotExist();
        assertThat(directory.resolve("elsewhere")).exists();
    }

    @Test
    void whatIsCutShortWhileBuiltIsNotThere() {
        TuliaHome home = TuliaHome.open(directory.resolve("home"));
        Path target = home.redis().resolve("programs");

        assertThatThrownBy(() -> home.make(target, aside -> {
                    Files.createDirectories(aside.resolve("half"));
                    throw new StartupRefused("killed");
                }))
                .isInstanceOf(StartupRefused.class);
        assertThat(target).doesNotExist();

        home.make(target, aside -> Files.writeString(aside, "whole"));
        assertThat(target).hasContent("whole");
        Leftovers.clear(home);
        assertThat(home.building()).doesNotExist();
    }
}
