package ai.tulia.messaging.standalone.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The database and the roles of the product; repeating it changes nothing but passwords. */
final class PostgresAccounts {
    static final String DATABASE = "tulia";

    private PostgresAccounts() {}

    static void provide(Connection superuser, List<LoginRole> roles) throws SQLException {
        for (LoginRole role : roles) {
            provide(superuser, role);
        }
        if (!exists(superuser, "select from pg_database where datname = ?", DATABASE)) {
            execute(superuser, "create database " + DATABASE);
        }
        for (LoginRole role : roles) {
            if (role.owner()) {
                execute(superuser, "alter database " + DATABASE + " owner to " + role.name());
            } else {
                execute(superuser, "grant connect on database " + DATABASE + " to " + role.name());
            }
        }
    }

    private static void provide(Connection superuser, LoginRole role) throws SQLException {
        boolean known = exists(superuser, "select from pg_roles where rolname = ?", role.name());
        // Roles are no parameters in SQL: the name is checked by LoginRole, the password quoted here.
        execute(
                superuser,
                (known ? "alter" : "create") + " role " + role.name()
                        + " login nosuperuser nobypassrls nocreatedb nocreaterole password '"
                        + role.password().replace("'", "''") + "'");
    }

    private static boolean exists(Connection superuser, String query, String name) throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection superuser, String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
