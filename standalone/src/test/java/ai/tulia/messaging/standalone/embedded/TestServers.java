package ai.tulia.messaging.standalone.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole embedded stack for a test, on Temporal's Java test server so that nothing is fetched. */
final class TestServers implements AutoCloseable {
    final TuliaHome home;
    final EmbeddedServers servers;
    private final HomeLock lock;

    private TestServers(TuliaHome home, HomeLock lock, EmbeddedServers servers) {
        this.home = home;
        this.lock = lock;
        this.servers = servers;
    }

    static TestServers start(Path directory, Ports ports) {
        TuliaHome home = TuliaHome.open(directory);
        HomeLock lock = HomeLock.take(home);
        EmbeddedServers servers = new EmbeddedServers(
                home,
                ports,
                TemporalOptions.on(ports),
                Map.of("PATH", System.getenv("PATH")),
                (server, state, since, detail) -> {},
                (of, environment, children) -> List.of());
        try {
            servers.start();
            return new TestServers(home, lock, servers);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The first column of the last row; empty when there is none. */
    String sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        servers.postgres().jdbcUrl(),
                        servers.postgres().superuser(),
                        servers.postgres().superuserPassword());
                Statement statement = connection.createStatement()) {
            String last = "";
            for (String one : statements) {
                if (statement.execute(one)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        last = rows.next() ? rows.getString(1) : "";
                    }
                }
            }
            return last;
        }
    }

    List<ProcessHandle> processes() {
        return Stream.of(servers.postgres().pid(), servers.redis().pid())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    @Override
    public void close() {
        servers.close();
        lock.close();
    }
}
