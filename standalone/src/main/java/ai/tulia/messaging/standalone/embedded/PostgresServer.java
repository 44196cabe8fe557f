package ai.tulia.messaging.standalone.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real PostgreSQL on loopback; what is committed survives kill -9 of it, of us and of the machine. */
public final class PostgresServer implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final int port;
    private final PostgresCluster cluster;
    private final ChildProcess process;

    private PostgresServer(int port, PostgresCluster cluster, ChildProcess process) {
        this.port = port;
        this.cluster = cluster;
        this.process = process;
    }

    static void stopOrphan(TuliaHome home) {
        PostgresCluster cluster = PostgresCluster.of(home);
        Orphans.stop("postgres", cluster.data(), StopSignal.INT, STOP_LIMIT);
        cluster.forgetServer();
    }

    static PostgresServer start(TuliaHome home, int port, ChildProcesses children) {
        Path programs = PostgresBinaries.unpack(home);
        List<String> words = new ArrayList<>(UnprivilegedUser.prefix());
        PostgresCluster cluster = PostgresCluster.make(home, programs, List.copyOf(words), children);
        words.addAll(List.of(
                programs.resolve("bin/postgres").toString(),
                "-D",
                cluster.data().toString()));
        settings(port).forEach(setting -> words.addAll(List.of("-c", setting)));
        ChildProcess process = children.start(ChildCommand.of("postgres", words).stoppedBy(StopSignal.INT, STOP_LIMIT));
        PostgresServer server = new PostgresServer(port, cluster, process);
        process.awaitReady(READY_LIMIT, server::answers);
        try (Connection connection = server.connectAsSuperuser()) {
            PostgresDatabase.provide(connection);
        } catch (SQLException e) {
            throw new StartupRefused("The database could not be made: " + e.getMessage(), e);
        }
        return server;
    }

    /** JDBC address of the database {@code tulia}, without user or password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresDatabase.NAME;
    }

    public String superuser() {
        return "postgres";
    }

    public String superuserPassword() {
        return cluster.superuserPassword();
    }

    public long pid() {
        return process.pid();
    }

    void crash() {
        process.crash(StopSignal.QUIT);
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        try (Connection connection = connectAsSuperuser()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connectAsSuperuser() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5&socketTimeout=30",
                superuser(),
                superuserPassword());
    }

    private static List<String> settings(int port) {
        return List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                // A socket's path may have about 100 characters; a home may be deeper.
                "unix_socket_directories=",
                "fsync=on",
                "shared_buffers=128MB",
                "max_connections=200",
                "timezone=UTC",
                "log_timezone=UTC",
                // The log must not keep what a statement carried: names, numbers, texts.
                "log_parameter_max_length=0",
                "log_parameter_max_length_on_error=0",
                "log_min_error_statement=panic",
                "log_error_verbosity=terse");
    }
}
