package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a local stack keeps, keys and customers' data among it, is its owner's alone. */
class OwnerFilesTest {
    @TempDir
    Path directory;

    @Test
    void aFileIsTheOwnersAloneAlsoWhereOneWasOpenToOthers() throws IOException {
        Path file = Files.writeString(directory.resolve("env"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        OwnerFiles.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(directory.resolve("env.new")).doesNotExist();
    }

    @Test
    void aHomeOfAVersionBeforeIsClosedToOthersWhenItIsOpened() throws IOException {
        TuliaHome home = TuliaHome.open(directory.resolve("home"));
        for (Path part : new Path[] {home.root(), home.redis(), home.simulator()}) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        TuliaHome.open(home.root());

        try (var parts = Files.list(home.root())) {
            assertThat(parts.filter(Files::isDirectory).toList())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(part -> assertThat(permissions(part)).isEqualTo("rwx------"));
        }
        assertThat(permissions(home.root())).isEqualTo("rwx------");
    }

    /** What the servers and the logs write, Java does not make: the launcher sees to it. */
    @Test
    void theLauncherStartsEverythingWithAMaskForTheOwnerAlone() throws IOException, InterruptedException {
        String launcher = Files.readString(Path.of("..", "tulia"));
        assertThat(launcher.indexOf("\numask 077\n")).isPositive().isLessThan(launcher.indexOf("\nexec "));
        Process check = new ProcessBuilder("bash", "-n", "../tulia").start();
        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).isZero();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
