package ai.tulia.messaging.store.testing;

import ai.tulia.messaging.store.database.DatabaseBootstrap;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A fresh, migrated ledger with its roles, and the properties by which a Spring context enters it. */
public final class TestLedger {
    /** 32 bytes in base64. */
    public static final String SECRETS_KEY = "dGVzdHMgdXNlIHRoaXMga2V5IG9mIDMyIGJ5dGVzIS4=";

    private static final DatabaseBootstrap.Passwords PASSWORDS =
            new DatabaseBootstrap.Passwords("owner", "app", "operator", "sweeper");

    private final TestPostgres.Database database;

    private TestLedger(TestPostgres.Database database) {
        this.database = database;
    }

    public static TestLedger fresh() {
        return in(TestPostgres.freshDatabase());
    }

    /** @param database empty */
    public static TestLedger in(TestPostgres.Database database) {
        try {
            DatabaseBootstrap.prepare(database.url(), database.superuser(), database.superuserPassword(), PASSWORDS);
        } catch (SQLException e) {
            throw new IllegalStateException("no roles", e);
        }
        DatabaseBootstrap.migrate(database.url(), PASSWORDS.owner());
        return new TestLedger(database);
    }

    public String url() {
        return database.url();
    }

    /** For {@code @DynamicPropertySource}, {@code TestPropertyValues} or {@code --key=value} arguments. */
    public List<String> properties() {
        return List.of(
                "tulia.db.url=" + database.url(),
                "tulia.db.app-password=" + PASSWORDS.app(),
                "tulia.db.operator-password=" + PASSWORDS.operator(),
                "tulia.db.sweeper-password=" + PASSWORDS.sweeper(),
                "tulia.secrets-key=" + SECRETS_KEY);
    }

    /** A tenant on tier starter, zone Europe/Berlin, no quiet hours, sender whatsapp:+14155238886, made by plain SQL. */
    public UUID tenant(String name) {
        UUID id = UUID.randomUUID();
        execute("insert into tenant (tenant_id, name, tier, time_zone, quiet_start, quiet_end, sender, created_at) "
                + "values ('" + id + "', '" + name + "', 'starter', 'Europe/Berlin', '00:00', '00:00', "
                + "'whatsapp:+14155238886', now())");
        return id;
    }

    /** Past row-level security, as superuser: the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.superuser(), database.superuserPassword());
    }

    /** Runs a statement as superuser: for arranging what no role of the product may do. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row as text, read as superuser; null when it is null or there is no row. */
    public String queryText(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
