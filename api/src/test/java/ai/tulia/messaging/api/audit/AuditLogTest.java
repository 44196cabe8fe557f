package ai.tulia.messaging.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happened to keys, credentials, limits and settings is written down for good, and says nothing that is secret. */
class AuditLogTest extends AuditFixture {
    @Test
    void aTenantReadsItsOwnWithItsAdminKeyAndTheOperatorReadsAll() {
        TestApi.Tenant one = tenant(Scopes.TENANT_ADMIN);
        TestApi.Tenant other = tenant(Scopes.TENANT_ADMIN);

        for (String path : List.of(LOG, LOG + "?tenant_id=" + one.id())) {
            Answer own = api().get(one.key(), path);
            assertThat(own.status()).as(own.body()).isEqualTo(200);
            assertThat(own.json().path("items"))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.path("tenant_id").asString())
                            .isEqualTo(one.id().toString()));
        }
        assertThat(api().get(one.key(), LOG + "?tenant_id=" + other.id()).status())
                .isEqualTo(404);
        assertThat(api().get(tenant(Scopes.CUSTOMERS_READ).key(), LOG).code()).isEqualTo("missing_scope");

        assertThat(api().get(OPERATOR, LOG + "?limit=200").body())
                .contains(one.id().toString(), other.id().toString());
        assertThat(api().get(OPERATOR, LOG + "?tenant_id=" + one.id()).body())
                .contains(one.id().toString())
                .doesNotContain(other.id().toString());
        assertThat(api().get(OPERATOR, LOG + "?action=nothing").status()).isEqualTo(400);
    }

    @Test
    void itComesInPagesNewestFirst() {
        TestApi.Tenant tenant = tenant();
        String accounts = "/v1/tenants/" + tenant.id() + "/twilio/AC";
        for (int i = 0; i < 3; i++) {
            setAccount(accounts + ("0" + i).repeat(16), "a-token");
        }
        List<String> subjects = new ArrayList<>();
        String path = LOG + "?limit=1&action=twilio_account.set";
        String cursor = "";
        do {
            Answer page = api().get(tenant.key(), path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            subjects.add(page.json().at("/items/0/subject").asString());
            cursor = page.text("next_cursor");
        } while (!cursor.isEmpty());
        assertThat(subjects).containsExactly("AC" + "02".repeat(16), "AC" + "01".repeat(16), "AC" + "00".repeat(16));
    }

    @Test
    void itTellsWhatWasDoneAndNeverASecretANumberANameOrAText() {
        TestApi.Tenant tenant = tenant();
        String path = "/v1/tenants/" + tenant.id();
        setAccount(path + "/twilio/AC" + "0a".repeat(16), "marked-token");
        done("DELETE", OPERATOR, path + "/twilio/AC" + "0a".repeat(16), null);
        done(
                "PATCH",
                OPERATOR,
                path,
                "{\"name\": \"marked name\", \"tier\": \"growth\", \"notify_email\":"
                        + " \"marked@example.com\", \"senders\": [{\"address\": \"+14155550199\"}]}");
        done("PATCH", OPERATOR, path, "{\"tier\": \"growth\"}");
        done("PUT", tenant.key(), "/v1/keywords", "{\"stop\": [\"markedword\"], \"stop_reply\": \"marked reply\"}");
        String endpoint = done(
                        "POST",
                        tenant.key(),
                        "/v1/webhook-endpoints",
                        "{\"url\": \"https://example.com/marked\", \"events\": [\"quota.warning\"],"
                                + " \"description\": \"marked\"}")
                .text("id");
        done("PATCH", tenant.key(), "/v1/webhook-endpoints/" + endpoint, "{\"enabled\": false}");
        done("POST", tenant.key(), "/v1/webhook-endpoints/" + endpoint + "/rotate", null);
        done("DELETE", tenant.key(), "/v1/webhook-endpoints/" + endpoint, null);

        assertThat(actions(tenant))
                .containsExactly(
                        "webhook_endpoint.deleted",
                        "webhook_endpoint.secret_rotated",
                        "webhook_endpoint.changed",
                        "webhook_endpoint.created",
                        "keywords.changed",
                        "tenant.changed",
                        "twilio_account.removed",
                        "twilio_account.set",
                        "api_key.created");
        JsonNode changed = entries(tenant).stream()
                .filter(entry -> entry.path("action").asString().equals("tenant.changed"))
                .findFirst()
                .orElseThrow();
        assertThat(changed.at("/detail/fields").toString())
                .isEqualTo("[\"name\",\"tier\",\"senders\",\"notify_email\"]");
        assertThat(changed.at("/detail/tier").asString()).isEqualTo("growth");
        String sender = "/v1/senders/%2B14155550199";
        done("PUT", OPERATOR, sender, "{\"messages_per_second\": 7}");
        done("PUT", OPERATOR, "/v1/tiers/audited", "{\"daily_limit\": 77}");

        String all = api().get(OPERATOR, LOG + "?limit=200").body();
        assertThat(all).contains("\"daily_limit\":77", "\"messages_per_second\":7");
        assertThat(all).doesNotContain("marked", "4155550199", tenant.key(), "whsec_");
    }

    @Test
    void whatWasRefusedIsNotLogged() {
        TestApi.Tenant tenant = tenant();
        String path = "/v1/tenants/" + tenant.id();
        List<String> before = actions(tenant);

        assertThat(api().send("PATCH", OPERATOR, path, "{\"tier\": \"growth\"}", "If-Match", "\"77\"")
                        .status())
                .isEqualTo(412);
        assertThat(api().send("PATCH", OPERATOR, path, "{\"tier\": \"none\"}").status())
                .isEqualTo(422);
        assertThat(api().send("DELETE", OPERATOR, path + "/api-keys/" + UUID.randomUUID(), null)
                        .status())
                .isEqualTo(404);
        assertThat(actions(tenant)).isEqualTo(before);
    }
}
