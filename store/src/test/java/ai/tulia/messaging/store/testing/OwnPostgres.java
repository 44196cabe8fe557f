package ai.tulia.messaging.store.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that one test has for itself, to stop it at once and start it again on the same port. */
public final class OwnPostgres implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Path data;
    private EmbeddedPostgres server;

    private OwnPostgres(Path data) {
        this.data = data;
        this.server = run(0);
    }

    /** @param directory empty; its data go there */
    public static OwnPostgres start(Path directory) {
        return new OwnPostgres(directory.resolve("data"));
    }

    /** A new empty database, which survives every stop. */
    public TestPostgres.Database freshDatabase(String name) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no test database", e);
        }
        return new TestPostgres.Database(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "postgres", "postgres");
    }

    /** Immediate shutdown: no checkpoint, every connection cut, as a crash leaves it. Returns when it is gone. */
    public void stopAtOnce() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
            process.onExit().orTimeout(WITHIN.toSeconds(), TimeUnit.SECONDS).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on what it had committed. Returns when it takes connections. */
    public void startAgain() {
        int port = server.getPort();
        closeQuietly();
        server = run(port);
    }

    @Override
    public void close() {
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A commit that was told to its client survives a crash of the server; only the machine itself must not fail. */
    private EmbeddedPostgres run(int port) {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("timezone", "Pacific/Chatham")
                    .setServerConfig("fsync", "off")
                    // The library's own default loses the last commits in a crash.
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100");
            if (port != 0) {
                builder.setPort(port);
            }
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
