package ai.tulia.messaging.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    @Test
    void everyDatabaseIsNewAndEmptyOnOneServerOfVersion18() throws SQLException {
        TestPostgres.Database first = TestPostgres.freshDatabase();
        TestPostgres.Database second = TestPostgres.freshDatabase();

        assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
        assertThat(ask(first, "select count(*) from information_schema.tables where table_schema = 'public'"))
                .isEqualTo("0");
        assertThat(ask(second, "show server_version")).startsWith("18.");
        assertThat(ask(first, "select pg_postmaster_start_time()"))
                .isEqualTo(ask(second, "select pg_postmaster_start_time()"));
    }

    @Test
    void theServersOwnZoneIsAnOddOne() throws SQLException {
        // The JDBC driver gives each session the JVM's zone, so the server's own shows only in how it was started.
        assertThat(ask(TestPostgres.freshDatabase(), "select pg_read_file('postmaster.opts')"))
                .contains("timezone=Pacific/Chatham")
                .contains("listen_addresses=127.0.0.1");
    }

    private static String ask(TestPostgres.Database database, String query) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.superuser(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
