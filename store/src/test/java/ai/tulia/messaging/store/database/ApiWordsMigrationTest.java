package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** V12 gives stored words and columns the names of the API, in every row, although the tables' owner may see none. */
class ApiWordsMigrationTest {
    private static final String ID = "'01a21ea4-1556-7154-b599-e72f45c97240'";

    @Test
    void everyRowHasTheNewWordsAndWhatPeopleWroteStays() throws SQLException {
        try (var ledger = LedgerBeforeMigration.at("10")) {
            arrange(ledger);

            ledger.migrate();

            assertThat(ledger.text("select string_agg(paused_reason, ' ' order by paused_reason) from broadcast"))
                    .isEqualTo("requested snapshot_failed");
            assertThat(ledger.text("select waiting_reason || ' ' || waiting_until from broadcast_run"))
                    .startsWith("quota_unavailable 2026-");
            assertThat(ledger.text("select detail from message_event where kind = 'deferred'"))
                    .isEqualTo("{\"trace\": [{\"rule\": \"daily_limit\", \"facts\": {\"verdict\": \"unavailable\","
                            + " \"time_zone\": \"Europe/Berlin\", \"applies_to_type\": true, \"time_zone_source\": \"tenant\"},"
                            + " \"verdict\": \"waits\"}, {\"rule\": \"consent\", \"verdict\": \"refused\"}],"
                            + " \"reason\": \"asked\", \"scheduled_at\": \"2026-03-01T08:00:00Z\"}");
            assertThat(ledger.text("select detail from message_event where kind = 'no_answer'"))
                    .isEqualTo("{\"code\": \"twilio_no_answer\"}");
            assertThat(ledger.text("select detail ->> 'advice' from message_event where kind = 'provider_refused'"))
                    .isEqualTo("say \"zone\": \"cause\": no");
            assertThat(ledger.text("""
                            select count(*) from pg_class where relnamespace = 'public'::regnamespace
                                and relname in ('broadcast', 'message_event', 'broadcast_run') and relforcerowsecurity""")).isEqualTo("3");
            assertThat(ledger.text("""
                            select count(*) from information_schema.column_privileges
                            where grantee = 'tulia_sweeper' and table_name = 'broadcast_run'
                                and column_name = 'waiting_until'""")).isEqualTo("1");
        }
    }

    private static void arrange(LedgerBeforeMigration ledger) throws SQLException {
        for (String reason : new String[] {"asked", "snapshot_failed"}) {
            ledger.insert("insert into broadcast (tenant_id, id, name, message_type, channel, status, paused_reason,"
                    + " content, context, audience, created_at, changed_at) values (" + ID + ", gen_random_uuid(),"
                    + " 'Spring', 'promotional', 'whatsapp', 'paused', '" + reason
                    + "', 'Hello', '{}', 'list', now(), now())");
        }
        ledger.insert(
                "insert into broadcast_run (tenant_id, broadcast_id, since, held_until, held_reason) values (" + ID
                        + ", " + ID + ", now(), '2026-03-01T08:00:00Z', 'quota_unavailable')",
                event("deferred", """
                        {"reason": "asked", "not_before": "2026-03-01T08:00:00Z", "trace": [
                            {"rule": "daily_limit", "verdict": "holds", "facts": {"verdict": "away",
                                "zone": "Europe/Berlin", "zone_source": "tenant", "holds_type": true}},
                            {"rule": "consent", "verdict": "refuses"}]}"""),
                event("no_answer", "{\"cause\": \"twilio_no_answer\"}"),
                event("provider_refused", "{\"advice\": \"say \\\"zone\\\": \\\"cause\\\": no\"}"));
    }

    private static String event(String kind, String detail) {
        return "insert into message_event (tenant_id, message_id, at, kind, detail) values (" + ID + ", " + ID
                + ", now(), '" + kind + "', '" + detail + "')";
    }
}
