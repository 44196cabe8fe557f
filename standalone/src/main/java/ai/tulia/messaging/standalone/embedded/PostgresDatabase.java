package ai.tulia.messaging.standalone.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The database of the product; its roles and tables are the ledger's own business. */
final class PostgresDatabase {
    static final String NAME = "tulia";

    private PostgresDatabase() {}

    /** Makes it where it is not there yet. */
    static void provide(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement();
                var known = statement.executeQuery("select from pg_database where datname = '" + NAME + "'")) {
            if (known.next()) {
                return;
            }
        }
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create database " + NAME);
        }
    }
}
