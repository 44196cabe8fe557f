package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** V16 makes an endpoint of every notify_url, with its secret, and what was on its way there goes on there. */
class WebhooksMigrationTest {
    private static final String WITH_URL = "'01a21ea4-1556-7154-b599-e72f45c97240'";
    private static final String WITH_MAIL = "'01a21ea4-1556-7154-b599-e72f45c97241'";

    @Test
    void everyAddressBecomesAnEndpointThatWantsTheWarnings() throws SQLException {
        try (var ledger = LedgerBeforeMigration.at("14")) {
            ledger.insert(
                    tenant(WITH_URL, "'https://example.com/n'", "'\\x0102'"),
                    tenant(WITH_MAIL, "null", "null"),
                    notice(WITH_URL, "quota_80", "delivered", "{\"used\": 8, \"limit\": 10, \"channel\": \"webhook\"}"),
                    notice(WITH_URL, "quota_100", "pending", "{\"used\": 10, \"limit\": 10}"),
                    notice(WITH_MAIL, "quota_80", "pending", "{\"used\": 8, \"limit\": 10}"));

            ledger.migrate();

            assertThat(ledger.text("select string_agg(concat_ws(' ', tenant_id, url, events, enabled, secret,"
                            + " secret_column), ';') from webhook_endpoint"))
                    .isEqualTo(WITH_URL.replace("'", "")
                            + " https://example.com/n {quota.warning} t \\x0102 tenant.notify_secret");
            assertThat(ledger.text("select count(*) from webhook_lane")).isEqualTo("2");
            assertThat(ledger.text(
                            "select string_agg(concat_ws(' ', type, data ->> 'kind', data ->> 'used', state), ';')"
                                    + " from webhook_delivery"))
                    .isEqualTo("quota.warning quota_100 10 pending");
            assertThat(ledger.text(
                            "select string_agg(kind || ' ' || delivery, ';' order by tenant_id, kind) from notice"))
                    .isEqualTo("quota_100 stored;quota_80 delivered;quota_80 pending");
            assertThat(ledger.text("""
                            select count(*) from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity
                                and relname in ('tenant', 'notice', 'webhook_endpoint', 'webhook_lane',
                                    'webhook_delivery', 'webhook_attempt', 'webhook_replay')""")).isEqualTo("7");
        }
    }

    private static String tenant(String id, String url, String secret) {
        return "insert into tenant (tenant_id, name, tier, time_zone, quiet_start, quiet_end, sender, notify_url,"
                + " notify_email, notify_secret, created_at) values (" + id + ", 'Salon', 'starter', 'Europe/Berlin',"
                + " '00:00', '00:00', 'whatsapp:+14155238886', " + url + ", 'a@example.org', " + secret + ", now())";
    }

    private static String notice(String tenant, String kind, String delivery, String detail) {
        return "insert into notice (tenant_id, id, kind, detail, created_at, delivery, next_attempt_at) values ("
                + tenant + ", gen_random_uuid(), '" + kind + "', '" + detail + "', now(), '" + delivery + "', now())";
    }
}
