package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.testing.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** V12 gives stored words and columns the names of the API, in every row, although the tables' owner may see none. */
class ApiWordsMigrationTest {
    private static final String ID = "'01a21ea4-1556-7154-b599-e72f45c97240'";

    @Test
    void everyRowHasTheNewWordsAndWhatPeopleWroteStays() throws SQLException {
        var database = TestPostgres.freshDatabase();
        var passwords = new DatabaseBootstrap.Passwords("owner", "app", "operator", "sweeper");
        DatabaseBootstrap.prepare(database.url(), database.superuser(), database.superuserPassword(), passwords);
        Flyway.configure()
                .dataSource(database.url(), "tulia_owner", passwords.owner())
                .locations("classpath:db/migration")
                .target("10")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(
                        database.url(), database.superuser(), database.superuserPassword());
                var sql = connection.createStatement()) {
            arrange(sql);

            DatabaseBootstrap.migrate(database.url(), passwords.owner());

            assertThat(text(sql, "select string_agg(paused_reason, ' ' order by paused_reason) from broadcast"))
                    .isEqualTo("requested snapshot_failed");
            assertThat(text(sql, "select waiting_reason || ' ' || waiting_until from broadcast_run"))
                    .startsWith("quota_unavailable 2026-");
            assertThat(text(sql, "select detail from message_event where kind = 'deferred'"))
                    .isEqualTo("{\"trace\": [{\"rule\": \"daily_limit\", \"facts\": {\"verdict\": \"unavailable\","
                            + " \"time_zone\": \"Europe/Berlin\", \"applies_to_type\": true, \"time_zone_source\": \"tenant\"},"
                            + " \"verdict\": \"waits\"}, {\"rule\": \"consent\", \"verdict\": \"refused\"}],"
                            + " \"reason\": \"asked\", \"scheduled_at\": \"2026-03-01T08:00:00Z\"}");
            assertThat(text(sql, "select detail from message_event where kind = 'no_answer'"))
                    .isEqualTo("{\"code\": \"twilio_no_answer\"}");
            assertThat(text(sql, "select detail ->> 'advice' from message_event where kind = 'provider_refused'"))
                    .isEqualTo("say \"zone\": \"cause\": no");
            assertThat(text(sql, """
                            select count(*) from pg_class where relnamespace = 'public'::regnamespace
                                and relname in ('broadcast', 'message_event', 'broadcast_run') and relforcerowsecurity""")).isEqualTo("3");
            assertThat(text(sql, """
                            select count(*) from information_schema.column_privileges
                            where grantee = 'tulia_sweeper' and table_name = 'broadcast_run'
                                and column_name = 'waiting_until'""")).isEqualTo("1");
        }
    }

    /** Without what they belong to: the triggers that ask for it are off. */
    private static void arrange(Statement sql) throws SQLException {
        sql.execute("set session_replication_role = replica");
        for (String reason : new String[] {"asked", "snapshot_failed"}) {
            sql.execute("insert into broadcast (tenant_id, id, name, message_type, channel, status, paused_reason,"
                    + " content, context, audience, created_at, changed_at) values (" + ID + ", gen_random_uuid(),"
                    + " 'Spring', 'promotional', 'whatsapp', 'paused', '" + reason
                    + "', 'Hello', '{}', 'list', now(), now())");
        }
        sql.execute("insert into broadcast_run (tenant_id, broadcast_id, since, held_until, held_reason) values (" + ID
                + ", " + ID + ", now(), '2026-03-01T08:00:00Z', 'quota_unavailable')");
        event(sql, "deferred", """
                {"reason": "asked", "not_before": "2026-03-01T08:00:00Z", "trace": [
                    {"rule": "daily_limit", "verdict": "holds", "facts": {"verdict": "away", "zone": "Europe/Berlin",
                        "zone_source": "tenant", "holds_type": true}},
                    {"rule": "consent", "verdict": "refuses"}]}""");
        event(sql, "no_answer", "{\"cause\": \"twilio_no_answer\"}");
        event(sql, "provider_refused", "{\"advice\": \"say \\\"zone\\\": \\\"cause\\\": no\"}");
        sql.execute("set session_replication_role = origin");
    }

    private static void event(Statement sql, String kind, String detail) throws SQLException {
        sql.execute("insert into message_event (tenant_id, message_id, at, kind, detail) values (" + ID + ", " + ID
                + ", now(), '" + kind + "', '" + detail + "')");
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (var rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
