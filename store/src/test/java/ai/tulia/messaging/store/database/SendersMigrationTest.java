package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** V15 gives each tenant its sender as a row, and opens the sessions of those who wrote to it. */
class SendersMigrationTest {
    private static final String WHATSAPP = "'01a21ea4-1556-7154-b599-e72f45c97240'";
    private static final String SMS = "'01a21ea4-1556-7154-b599-e72f45c97241'";

    @Test
    void everyTenantKeepsItsSenderAndWhoWroteHasASession() throws SQLException {
        try (var ledger = LedgerBeforeMigration.at("14")) {
            ledger.insert(
                    tenant(WHATSAPP, "whatsapp:+14155238886"),
                    tenant(SMS, "+14155238886"),
                    "insert into customer (tenant_id, id, phone_number, created_at, updated_at) values (" + WHATSAPP
                            + ", " + WHATSAPP + ", '+4915112345678', now(), now())",
                    inbound(WHATSAPP, "'a'", "whatsapp", "2026-01-01"),
                    inbound(WHATSAPP, "'b'", "whatsapp", "2026-02-01"),
                    inbound(SMS, "'c'", "sms", "2026-02-01"));

            ledger.migrate();

            assertThat(ledger.text("select string_agg(address || ' ' || channel || ' ' || session_rule || ' '"
                            + " || keyword_replies, ', ' order by tenant_id) from sender"))
                    .isEqualTo("whatsapp:+14155238886 whatsapp true true, +14155238886 sms true false");
            assertThat(ledger.text(
                            "select string_agg(sender || ' ' || last_inbound_at::date, ', ') from whatsapp_session"))
                    .isEqualTo("whatsapp:+14155238886 2026-02-01");
            assertThat(ledger.text("""
                            select count(*) from pg_class where relnamespace = 'public'::regnamespace
                                and relname in ('tenant', 'sender', 'inbound_message', 'whatsapp_session',
                                    'whatsapp_user', 'keyword_settings', 'inbound_inquiry')
                                and relforcerowsecurity""")).isEqualTo("7");
        }
    }

    private static String tenant(String id, String sender) {
        return "insert into tenant (tenant_id, name, tier, time_zone, quiet_start, quiet_end, sender, created_at) values ("
                + id + ", 'shop', 'starter', 'Europe/Berlin', '22:00', '08:00', '" + sender + "', now())";
    }

    private static String inbound(String tenant, String sid, String channel, String at) {
        return "insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,"
                + " received_at) values (" + tenant + ", gen_random_uuid(), " + sid + ", " + tenant + ", '" + channel
                + "', 'x', '\\x00', '" + at + "')";
    }
}
