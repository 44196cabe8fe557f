package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.testing.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** V10 renames a stored reason in every row, although the tables' owner may see none of them. */
class QuotaUnavailableMigrationTest {
    private static final String ID = "'01a21ea4-1556-7154-b599-e72f45c97240'";

    @Test
    void everyRowSaysTheNewReasonAndTheCountsFollow() throws SQLException {
        var database = TestPostgres.freshDatabase();
        var passwords = new DatabaseBootstrap.Passwords("owner", "app", "operator", "sweeper");
        DatabaseBootstrap.prepare(database.url(), database.superuser(), database.superuserPassword(), passwords);
        Flyway.configure()
                .dataSource(database.url(), "tulia_owner", passwords.owner())
                .locations("classpath:db/migration")
                .target("9")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(
                        database.url(), database.superuser(), database.superuserPassword());
                var sql = connection.createStatement()) {
            arrange(sql);

            DatabaseBootstrap.migrate(database.url(), passwords.owner());

            assertThat(text(sql, "select string_agg(waiting_reason, ' ' order by waiting_reason) from message"))
                    .isEqualTo("quiet_hours quota_unavailable");
            assertThat(text(sql, "select detail ->> 'reason' from message_event"))
                    .isEqualTo("quota_unavailable");
            assertThat(text(sql, "select waiting_reason from broadcast_run")).isEqualTo("quota_unavailable");
            assertThat(text(sql, "select reason from broadcast_count where messages = 1"))
                    .isEqualTo("quota_unavailable");
            assertThat(text(sql, """
                            select count(*) from pg_class where relnamespace = 'public'::regnamespace
                                and relname in ('message', 'message_event', 'broadcast_run', 'broadcast_count')
                                and relforcerowsecurity""")).isEqualTo("4");
        }
    }

    /** Without the broadcast and its counts: the triggers that ask for them are off. */
    private static void arrange(Statement sql) throws SQLException {
        sql.execute("set session_replication_role = replica");
        String rest = ", 'transactional', 'whatsapp', 'pending', 'WAITING', 'DEFER', now(), now(), now()";
        sql.execute(
                "insert into message (tenant_id, id, customer_id, broadcast_id, waiting_reason, message_type, channel,"
                        + " status, state, over_limit, expires_at, created_at, changed_at) values (" + ID + ", " + ID
                        + ", " + ID
                        + ", " + ID + ", 'counter_away'" + rest + "), (" + ID + ", gen_random_uuid(), " + ID
                        + ", null, 'quiet_hours'" + rest + ")");
        sql.execute("insert into message_event (tenant_id, message_id, at, kind, detail) values (" + ID + ", " + ID
                + ", now(), 'deferred', '{\"reason\": \"counter_away\", \"until\": \"\"}')");
        sql.execute("insert into broadcast_run (tenant_id, broadcast_id, since, held_until, held_reason) values (" + ID
                + ", " + ID + ", now(), now(), 'counter_away')");
        sql.execute("set session_replication_role = origin");
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (var rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
