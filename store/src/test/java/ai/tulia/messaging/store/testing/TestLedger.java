package ai.tulia.messaging.store.testing;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.DatabaseBootstrap;
import ai.tulia.messaging.store.database.LedgerMigration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A fresh, migrated ledger with its roles, and the properties by which a Spring context enters it. */
public final class TestLedger {
    /** 32 bytes in base64. */
    public static final String SECRETS_KEY = "dGVzdHMgdXNlIHRoaXMga2V5IG9mIDMyIGJ5dGVzIS4=";

    private static final DatabaseBootstrap.Passwords PASSWORDS =
            new DatabaseBootstrap.Passwords("owner", "app", "operator", "sweeper", "eraser");

    private static final class Migrated {
        static final TestPostgres.Database DATABASE = in(TestPostgres.freshDatabase()).database;
    }

    private final TestPostgres.Database database;
    private final Queue<Connection> kept = new ConcurrentLinkedQueue<>();

    private TestLedger(TestPostgres.Database database) {
        this.database = database;
    }

    public static TestLedger fresh() {
        return new TestLedger(TestPostgres.copyOf(Migrated.DATABASE));
    }

    /** @param database empty */
    public static TestLedger in(TestPostgres.Database database) {
        TestLedger ledger = withoutSchema(database);
        LedgerMigration.migrate(database.url(), ledger.ownerPassword());
        return ledger;
    }

    /** With its roles, before any migration. @param database empty */
    public static TestLedger withoutSchema(TestPostgres.Database database) {
        try {
            DatabaseBootstrap.prepare(database.url(), database.superuser(), database.superuserPassword(), PASSWORDS);
        } catch (SQLException e) {
            throw new IllegalStateException("no roles", e);
        }
        return new TestLedger(database);
    }

    public String url() {
        return database.url();
    }

    /** Of the role that migrates; no process but that job knows it. */
    public String ownerPassword() {
        return PASSWORDS.owner();
    }

    /** For {@code @DynamicPropertySource}, {@code TestPropertyValues} or {@code --key=value} arguments. */
    public List<String> properties() {
        return List.of(
                "tulia.db.url=" + database.url(),
                "tulia.db.app-password=" + PASSWORDS.app(),
                "tulia.db.operator-password=" + PASSWORDS.operator(),
                "tulia.db.sweeper-password=" + PASSWORDS.sweeper(),
                "tulia.db.eraser-password=" + PASSWORDS.eraser(),
                "tulia.secrets-key=" + SECRETS_KEY);
    }

    /**
     * A tenant on tier starter, zone Europe/Berlin, no quiet hours, made by plain SQL. Its sender whatsapp:+14155238886 is
     * not bound by the session rule.
     */
    public UUID tenant(String name) {
        UUID id = UUID.randomUUID();
        execute("insert into tenant (tenant_id, name, tier, time_zone, quiet_start, quiet_end, created_at) "
                + "values ('" + id + "', '" + name + "', 'starter', 'Europe/Berlin', '00:00', '00:00', now())");
        execute("insert into sender (tenant_id, address, channel, position, session_rule, keyword_replies) "
                + "values ('" + id + "', 'whatsapp:+14155238886', 'whatsapp', 0, false, true)");
        return id;
    }

    /** Gives a tenant another sender in place of the one it has. */
    public void sender(UUID tenant, String address) {
        execute("update sender set address = '" + address + "', channel = '"
                + Channel.ofSender(address).code() + "' where tenant_id = '" + tenant + "'");
    }

    /** Past row-level security, as superuser: the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.superuser(), database.superuserPassword());
    }

    /** Runs a statement as superuser: for arranging what no role of the product may do. */
    public void execute(String sql) {
        asSuperuser(statement -> statement.execute(sql));
    }

    /** The first column of the first row as text, read as superuser; null when it is null or there is no row. */
    public String queryText(String sql) {
        return asSuperuser(statement -> {
            try (var rows = statement.executeQuery(sql)) {
                return rows.next() ? rows.getString(1) : null;
            }
        });
    }

    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }

    /** On a connection that is kept: to open one costs more than most statements. */
    private <T> T asSuperuser(Work<T> work) {
        try {
            Connection connection = kept.poll();
            if (connection == null || !connection.isValid(5)) {
                connection = connect();
            }
            try (var statement = connection.createStatement()) {
                return work.with(statement);
            } finally {
                kept.add(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
