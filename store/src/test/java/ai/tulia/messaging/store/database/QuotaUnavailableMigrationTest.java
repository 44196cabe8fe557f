package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** V10 renames a stored reason in every row, although the tables' owner may see none of them. */
class QuotaUnavailableMigrationTest {
    private static final String ID = "'01a21ea4-1556-7154-b599-e72f45c97240'";

    @Test
    void everyRowSaysTheNewReasonAndTheCountsFollow() throws SQLException {
        try (var ledger = LedgerBeforeMigration.at("9")) {
            arrange(ledger);

            ledger.migrate();

            assertThat(ledger.text("select string_agg(waiting_reason, ' ' order by waiting_reason) from message"))
                    .isEqualTo("quiet_hours quota_unavailable");
            assertThat(ledger.text("select detail ->> 'reason' from message_event"))
                    .isEqualTo("quota_unavailable");
            assertThat(ledger.text("select waiting_reason from broadcast_run")).isEqualTo("quota_unavailable");
            assertThat(ledger.text("select reason from broadcast_count where messages = 1"))
                    .isEqualTo("quota_unavailable");
            assertThat(ledger.text("""
                            select count(*) from pg_class where relnamespace = 'public'::regnamespace
                                and relname in ('message', 'message_event', 'broadcast_run', 'broadcast_count')
                                and relforcerowsecurity""")).isEqualTo("4");
        }
    }

    private static void arrange(LedgerBeforeMigration ledger) throws SQLException {
        String rest = ", 'transactional', 'whatsapp', 'pending', 'WAITING', 'DEFER', now(), now(), now()";
        ledger.insert(
                "insert into message (tenant_id, id, customer_id, broadcast_id, waiting_reason, message_type, channel,"
                        + " status, state, over_limit, expires_at, created_at, changed_at) values (" + ID + ", " + ID
                        + ", " + ID
                        + ", " + ID + ", 'counter_away'" + rest + "), (" + ID + ", gen_random_uuid(), " + ID
                        + ", null, 'quiet_hours'" + rest + ")",
                "insert into message_event (tenant_id, message_id, at, kind, detail) values (" + ID + ", " + ID
                        + ", now(), 'deferred', '{\"reason\": \"counter_away\", \"until\": \"\"}')",
                "insert into broadcast_run (tenant_id, broadcast_id, since, held_until, held_reason) values (" + ID
                        + ", " + ID + ", now(), now(), 'counter_away')");
    }
}
