package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** V36 tells the numbers of customers who wrote first from those that the tenant gave. */
class NumberSourceMigrationTest {
    private static final String WROTE_FIRST = "'01a21ea4-1556-7154-b599-e72f45c97240'";
    private static final String GIVEN_FIRST = "'01a21ea4-1556-7154-b599-e72f45c97241'";
    private static final String SILENT = "'01a21ea4-1556-7154-b599-e72f45c97242'";

    @Test
    void aNumberThatCameWithTheFirstMessageSaysSo() throws SQLException {
        try (var ledger = LedgerBeforeMigration.at("35")) {
            ledger.insert(
                    customer(WROTE_FIRST, "+4915112345671"),
                    customer(GIVEN_FIRST, "+4915112345672"),
                    customer(SILENT, "+4915112345673"),
                    inbound(WROTE_FIRST, "'a'", "2026-02-01"),
                    inbound(WROTE_FIRST, "'b'", "2026-03-01"),
                    inbound(GIVEN_FIRST, "'c'", "2026-03-01"));

            ledger.migrate();

            assertThat(ledger.text("select string_agg(coalesce(phone_source, '-'), ' ' order by id) from customer"))
                    .isEqualTo("inbound - -");
            assertThat(ledger.text("""
                            select count(*) from pg_class where relnamespace = 'public'::regnamespace
                                and relname in ('customer', 'inbound_message') and relforcerowsecurity""")).isEqualTo("2");
        }
    }

    private static String customer(String id, String number) {
        return "insert into customer (tenant_id, id, phone_number, created_at, updated_at) values (" + SILENT + ", "
                + id + ", '" + number + "', '2026-02-01', '2026-02-01')";
    }

    private static String inbound(String customer, String sid, String at) {
        return "insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,"
                + " received_at) values (" + SILENT + ", gen_random_uuid(), " + sid + ", " + customer
                + ", 'whatsapp', 'x', '\\x00', '" + at + "')";
    }
}
