package ai.tulia.messaging.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/** Makes the five roles in a new database, as its superuser. Elsewhere an administrator runs the same script. */
public final class DatabaseBootstrap {
    private static final String SCRIPT = "/db/bootstrap/roles.sql";

    /** The passwords of the five roles. */
    public record Passwords(String owner, String app, String operator, String sweeper, String eraser) {}

    private DatabaseBootstrap() {}

    /** Safe to run at every start. */
    public static void prepare(String url, String superuser, String superuserPassword, Passwords passwords)
            throws SQLException {
        String script = read().replace(":owner_password", quoted(passwords.owner()))
                .replace(":app_password", quoted(passwords.app()))
                .replace(":operator_password", quoted(passwords.operator()))
                .replace(":sweeper_password", quoted(passwords.sweeper()))
                .replace(":eraser_password", quoted(passwords.eraser()));
        try (var connection = DriverManager.getConnection(url, superuser, superuserPassword);
                var statement = connection.createStatement()) {
            ServerVersion.require(connection);
            statement.execute(script);
        }
    }

    private static String quoted(String password) {
        return password.replace("'", "''");
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(DatabaseBootstrap.class.getResourceAsStream(SCRIPT))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
