package ai.tulia.messaging.api.webhookendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookEndpointTest extends ApiTest {
    private static final String ENDPOINTS = "/v1/webhook-endpoints";
    private static final String ENDPOINT =
            "{\"url\": \"https://example.com/hooks\", \"events\": [\"message.delivered\", \"template.changed\"]}";

    private TestApi.Tenant tenant;
    private Answer made;
    private String path;

    @BeforeEach
    void anEndpoint() {
        tenant = tenant();
        made = api().post(tenant.key(), ENDPOINTS, ENDPOINT);
        path = ENDPOINTS + "/" + made.text("id");
    }

    @Test
    void theSecretIsShownWhenItIsMadeAndNeverAgain() {
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.header("Location")).isEqualTo(path);
        assertThat(get("").json().path("secret").isNull()).isTrue();
        assertThat(api().get(tenant.key(), ENDPOINTS).body()).doesNotContain("whsec_");
        Answer once = api().post(tenant.key(), ENDPOINTS, ENDPOINT, "Idempotency-Key", "hooks-1");
        Answer again = api().post(tenant.key(), ENDPOINTS, ENDPOINT, "Idempotency-Key", "hooks-1");
        assertThat(again.text("id")).isEqualTo(once.text("id"));
        assertThat(again.body()).doesNotContain("whsec_");
    }

    @Test
    void aRotationShowsAnotherAndSaysHowLongTheOldOneSigns() {
        Instant before = api().clock().instant();
        Answer rotated = post("/rotate", null);
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
        assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(made.text("secret"));
        assertThat(Instant.parse(rotated.text("previous_secret_until")))
                .isBetween(
                        before.plus(Duration.ofHours(24)),
                        api().clock().instant().plus(Duration.ofHours(24)));
        assertThat(get("").json().path("secret").isNull()).isTrue();
    }

    @Test
    void aRotationReplacesASecretThatCannotBeRead() {
        ledger().execute("update webhook_endpoint set secret = '\\x00' where id = '" + made.text("id") + "'");
        Answer rotated = post("/rotate", null);
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
        assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(made.text("secret"));
        assertThat(rotated.json().path("previous_secret_until").isNull()).isTrue();
    }

    @Test
    void itIsChangedListedAndDeleted() {
        Answer changed =
                patch("{\"events\": [\"quota.warning\"], \"include\": [\"content\"], \"description\": \"Shop\"}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().path("events").toString()).isEqualTo("[\"quota.warning\"]");
        assertThat(changed.text("url")).isEqualTo("https://example.com/hooks");
        assertThat(get("").body()).isEqualTo(changed.body());
        assertThat(api().get(tenant.key(), ENDPOINTS)
                        .json()
                        .at("/items/0/description")
                        .asString())
                .isEqualTo("Shop");
        assertThat(patch("{\"enabled\": false}").text("disabled_reason")).isEqualTo("requested");
        assertThat(patch("{\"enabled\": true}").json().path("disabled_reason").isNull())
                .isTrue();
        assertThat(api().send("DELETE", tenant.key(), path, null).status()).isEqualTo(204);
        assertThat(get("").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\": \"http://example.com\"} | url",
                "{\"url\": \"https://user:pw@example.com\"} | url",
                "{\"url\": \"https://example.com/#a\"} | url",
                "{\"url\": \"ftp://example.com\"} | url",
                "{\"url\": \"/hooks\"} | url",
                "{\"url\": null} | url",
                "{\"events\": []} | events",
                "{\"events\": [\"message.sent\", \"message.sent\"]} | events",
                "{\"events\": [\"webhook.test\"]} | events",
                "{\"events\": [null]} | events",
                "{\"events\": null} | events",
                "{\"include\": [\"secrets\"]} | include",
                "{\"include\": [null]} | include",
                "{\"events\": [null]} | events",
                "{\"description\": \" \"} | description",
                "{\"secret\": \"whsec_x\"} | secret",
                "{\"disabled_reason\": \"gone\"} | disabled_reason",
            })
    void aWrongEndpointIsRefusedByItsField(String patch, String field) {
        Answer answer = patch(patch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void aTenantHasTwentyAtMost() {
        for (int i = 1; i < 20; i++) {
            assertThat(api().post(tenant.key(), ENDPOINTS, ENDPOINT).status()).isEqualTo(201);
        }
        Answer tooMany = api().post(tenant.key(), ENDPOINTS, ENDPOINT);
        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(tooMany.code()).isEqualTo("too_many_webhook_endpoints");
    }

    @Test
    void whatHappensIsWrittenForTheEndpointsThatAskForItAndForNoOther() {
        String template = "{\"name\": \"hello\", \"content\": \"Hi\", \"message_type\": \"transactional\"}";
        api().post(tenant.key(), ENDPOINTS, ENDPOINT.replace("template.changed", "message.sent"));
        String id = api().post(tenant.key(), "/v1/templates", template).text("id");
        assertThat(outbox()).isEqualTo("template.changed {\"version\": 1, \"template_id\": \"" + id + "\"}");
        patch("{\"enabled\": false}");
        api().post(tenant.key(), "/v1/templates/" + id + "/versions", "{\"content\": \"Bye\"}");
        assertThat(outbox()).doesNotContain("\"version\": 2");
    }

    @Test
    void aTestIsOnItsWayAndNotToADisabledOne() {
        Answer test = post("/test", null);
        assertThat(test.status()).as(test.body()).isEqualTo(202);
        assertThat(ledger().queryText("select type from webhook_delivery where id = '" + test.text("event_id") + "'"))
                .isEqualTo("webhook.test");
        patch("{\"enabled\": false}");
        assertThat(post("/test", null).code()).isEqualTo("webhook_endpoint_disabled");
    }

    @Test
    void anEventOrAStretchOfTimeIsReplayed() {
        String event = post("/test", null).text("event_id");
        ledger().execute("update webhook_delivery set state = 'delivered', attempts = 1 where id = '" + event + "'");
        Answer one = post("/replay", "{\"event_id\": \"" + event + "\"}");
        assertThat(one.status()).as(one.body()).isEqualTo(202);
        assertThat(ledger().queryText(
                                "select state || ' ' || replay || ' ' || attempts from webhook_delivery where id = '"
                                        + event + "'"))
                .isEqualTo("pending true 0");
        assertThat(post("/replay", "{\"event_id\": \"" + UUID.randomUUID() + "\"}")
                        .status())
                .isEqualTo(404);
        Answer range = post("/replay", "{\"from\": \"2026-03-01T08:00:00Z\", \"until\": \"2026-03-02T08:00:00Z\"}");
        assertThat(range.status()).as(range.body()).isEqualTo(202);
        assertThat(range.text("replay_id")).isNotBlank();
        for (String wrong : new String[] {
            "{}",
            "{\"from\": \"2026-03-01T08:00:00Z\"}",
            "{\"from\": \"2026-03-01T08:00:00Z\", \"until\": \"2026-03-01T08:00:00Z\"}",
            "{\"event_id\": \"" + event + "\", \"from\": \"2026-03-01T08:00:00Z\"}",
        }) {
            assertThat(post("/replay", wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void attemptsAreListedNewestFirst() {
        String event = post("/test", null).text("event_id");
        ledger().execute("insert into webhook_attempt (tenant_id, endpoint_id, delivery_id, type, attempt, at, status,"
                + " duration_ms, error) select '" + tenant.id() + "', '" + made.text("id") + "', '" + event
                + "', 'webhook.test', n, now(), 500, 12, 'answered 500' from generate_series(1, 3) n");
        Answer page = api().get(tenant.key(), path + "/attempts?limit=2");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.json().at("/items/0/attempt").asInt()).isEqualTo(3);
        assertThat(page.json().at("/items/0/event_id").asString()).isEqualTo(event);
        assertThat(page.json().at("/items/0/error").asString()).isEqualTo("answered 500");
        Answer rest = api().get(tenant.key(), path + "/attempts?limit=2&cursor=" + page.text("next_cursor"));
        assertThat(rest.json().path("items").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | |",
                "PATCH | | {\"description\": \"x\"}",
                "DELETE | |",
                "POST | /rotate |",
                "POST | /test |",
                "GET | /attempts |",
                "POST | /replay | {\"event_id\": \"01a21ea4-1556-7154-b599-e72f45c97240\"}",
            })
    void anotherTenantsIsAsIfItWereNotThere(String method, String route, String json) {
        Answer answer = api().send(method, tenant().key(), path + (route == null ? "" : route), json);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
        assertThat(get("").status()).isEqualTo(200);
    }

    private Answer get(String route) {
        return api().get(tenant.key(), path + route);
    }

    private Answer patch(String json) {
        return api().send("PATCH", tenant.key(), path, json);
    }

    private Answer post(String route, String json) {
        return api().post(tenant.key(), path + route, json);
    }

    private String outbox() {
        return ledger().queryText("select string_agg(type || ' ' || data, '; ' order by seq) from webhook_delivery"
                + " where tenant_id = '" + tenant.id() + "'");
    }
}
