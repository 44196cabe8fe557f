package ai.tulia.messaging.store.database;

import ai.tulia.messaging.store.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** A ledger as an earlier version left it, read and written by the superuser, from whom no row is hidden. */
final class LedgerBeforeMigration implements AutoCloseable {
    private static final DatabaseBootstrap.Passwords PASSWORDS =
            new DatabaseBootstrap.Passwords("owner", "app", "operator", "sweeper", "eraser");

    private final String url;
    private final Connection superuser;

    private LedgerBeforeMigration(String url, Connection superuser) {
        this.url = url;
        this.superuser = superuser;
    }

    /** @param version the last migration that has run */
    static LedgerBeforeMigration at(String version) throws SQLException {
        var database = TestPostgres.freshDatabase();
        DatabaseBootstrap.prepare(database.url(), database.superuser(), database.superuserPassword(), PASSWORDS);
        Flyway.configure()
                .dataSource(database.url(), "tulia_owner", PASSWORDS.owner())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
        return new LedgerBeforeMigration(
                database.url(),
                DriverManager.getConnection(database.url(), database.superuser(), database.superuserPassword()));
    }

    /** Inserts rows without what they belong to: the triggers that ask for it are off. */
    void insert(String... statements) throws SQLException {
        try (var sql = superuser.createStatement()) {
            sql.execute("set session_replication_role = replica");
            for (String statement : statements) {
                sql.execute(statement);
            }
            sql.execute("set session_replication_role = origin");
        }
    }

    /** As the role of every process. */
    Connection app() throws SQLException {
        return DriverManager.getConnection(url, "tulia_app", PASSWORDS.app());
    }

    /** To the newest version. */
    void migrate() {
        LedgerMigration.migrate(url, PASSWORDS.owner());
    }

    String text(String query) throws SQLException {
        try (var sql = superuser.createStatement();
                var rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        superuser.close();
    }
}
