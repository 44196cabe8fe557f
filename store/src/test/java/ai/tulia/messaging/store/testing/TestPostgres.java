package ai.tulia.messaging.store.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL per JVM, with an odd session time zone on purpose, and a fresh database for whoever asks. */
public final class TestPostgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestPostgres() {}

    /** A new empty database and its superuser. */
    public record Database(String url, String superuser, String superuserPassword) {}

    public static Database freshDatabase() {
        return create("");
    }

    /** A copy, made from its files: cheaper than to run every migration again. @param original nobody is connected to it */
    static Database copyOf(Database original) {
        return create(" template " + original.url().substring(original.url().lastIndexOf('/') + 1));
    }

    private static Database create(String from) {
        String name = "test_" + NUMBER.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + from);
        } catch (SQLException e) {
            throw new IllegalStateException("no test database", e);
        }
        // Without the user that the library's own address names: it would win over the role that connects.
        String url = "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + name;
        return new Database(url, "postgres", "postgres");
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "Pacific/Chatham")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
