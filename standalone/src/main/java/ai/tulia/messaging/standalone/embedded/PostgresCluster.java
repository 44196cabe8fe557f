package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** PostgreSQL's data on disk, with the superuser's password beside it. */
record PostgresCluster(Path directory) {
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

    Path data() {
        return directory.resolve("data");
    }

    String superuserPassword() {
        try {
            return Files.readString(directory.resolve("password"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process id file of a server that is gone: its number may be another process's by now. */
    void forgetServer() {
        try {
            Files.deleteIfExists(data().resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the cluster of {@code home} is, made or not. */
    static PostgresCluster of(TuliaHome home) {
        return new PostgresCluster(home.postgres().resolve("cluster"));
    }

    static PostgresCluster make(TuliaHome home, Path programs, List<String> prefix, ChildProcesses children) {
        PostgresCluster cluster = of(home);
        home.make(cluster.directory, aside -> {
            Files.createDirectories(aside);
            Path password = aside.resolve("password");
            OwnerFiles.write(password, UUID.randomUUID().toString());
            List<String> words = new ArrayList<>(prefix);
            words.add(programs.resolve("bin/initdb").toString());
            words.add("--pgdata=" + aside.resolve("data"));
            words.add("--pwfile=" + password);
            words.addAll(List.of("--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
            words.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            if (children.run(ChildCommand.of("initdb", words), INITDB_LIMIT) != 0) {
                throw new StartupRefused("PostgreSQL's data could not be made; the log is " + home.log("initdb") + ".");
            }
        });
        return cluster;
    }
}
