package ai.tulia.messaging.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants, tiers and keys, without SQL. */
class OperatorRoutesTest extends ApiTest {
    private static final String OPERATOR = TestApi.OPERATOR_KEY;
    private static final String TENANT = """
            {"name":"Salon","tier":"starter","time_zone":"America/New_York","senders":[{"address":"whatsapp:+14155238886"}]}""";

    /** The tenant with another field. */
    private static String with(String field) {
        return TENANT.substring(0, TENANT.length() - 1) + "," + field + "}";
    }

    @Test
    void sendersAreKeptInTheirOrderAndReplacedAsAWhole() {
        String path = "/v1/tenants/" + create(TENANT).text("id");
        Answer read = api().get(OPERATOR, path);
        assertThat(read.json().at("/senders/0/session_rule").asString()).isEqualTo("on");
        assertThat(read.json().at("/senders/0/keyword_replies").asString()).isEqualTo("own");
        Answer changed = patch(
                path,
                "{\"senders\":[{\"address\":\"+14155550101\",\"message_types\":[\"transactional\"]},"
                        + "{\"address\":\"whatsapp:+14155550102\",\"session_rule\":\"off\",\"portfolio\":\"p\"}]}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        var senders = api().get(OPERATOR, path).json().path("senders");
        assertThat(senders.size()).isEqualTo(2);
        assertThat(senders.at("/0/address").asString()).isEqualTo("+14155550101");
        assertThat(senders.at("/0/message_types/0").asString()).isEqualTo("transactional");
        assertThat(senders.at("/0/keyword_replies").asString()).isEqualTo("twilio");
        assertThat(senders.at("/1/session_rule").asString()).isEqualTo("off");
    }

    @Test
    void aTenantIsMadeReadChangedAndListed() {
        Answer made = create(with("\"quiet_hours\":{\"start\":\"22:00\",\"end\":\"08:00\"}"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = "/v1/tenants/" + made.text("id");
        assertThat(made.json().at("/quiet_hours/start").asString()).isEqualTo("22:00:00");
        assertThat(api().get(OPERATOR, path).body()).isEqualTo(made.body());

        Answer changed = patch(path, "{\"name\":\"Salon 2\",\"quiet_hours\":null,\"tier\":\"growth\"}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Salon 2");
        assertThat(changed.text("time_zone")).isEqualTo("America/New_York");
        assertThat(changed.json().at("/quiet_hours/start").asString()).isEqualTo("00:00:00");
        assertThat(api().get(OPERATOR, "/v1/tenants?limit=1").body())
                .contains("items")
                .contains("next_cursor");

        UUID id = UUID.fromString(made.text("id"));
        var settings = api().bean(TenantTransactions.class)
                .call(id, () -> api().bean(TenantQueries.class).settings(id));
        assertThat(settings.dailyLimit()).isEqualTo(10_000);
        assertThat(settings.zone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(settings.quietHours().isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"tier\":\"gold\"}|422|unknown_tier|tier",
                "{\"time_zone\":\"Mars/Base\"}|422|unknown_zone|time_zone",
                "{\"time_zone\":\"+02:00\"}|422|unknown_zone|time_zone",
                "{\"senders\":[]}|400|invalid_request|senders",
                "{\"senders\":[null]}|400|invalid_request|senders",
                "{\"senders\":[{\"address\":\"+14155550101\"},{\"address\":\"+14155550101\"}]}|400|invalid_request|senders",
                "{\"senders\":[{\"address\":\"+14155550101\",\"message_types\":[\"x\"]}]}|400|invalid_request|senders[0].message_types",
                "{\"senders\":[{\"address\":\"whatsapp:12\"}]}|400|invalid_request|senders[0].address",
                "{\"senders\":[{\"address\":\"sms:+14155238886\"}]}|400|invalid_request|senders[0].address",
                "{\"quiet_hours\":{\"start\":\"25:00\",\"end\":\"08:00\"}}|400|invalid_request|quiet_hours.start",
                "{\"quiet_hours\":{\"start\":\"22:00\"}}|400|invalid_request|quiet_hours.end",
                "{\"notify_url\":\"https://example.com\"}|400|invalid_request|notify_url",
                "{\"notify_email\":\"x\"}|400|invalid_request|notify_email",
                "{\"notify_email\":\"ops@[10.0.0.1]\"}|400|invalid_request|notify_email",
                "{\"notify_email\":\"ops@10.0.0.1\"}|400|invalid_request|notify_email",
                "{\"notify_email\":\"ops@localhost\"}|400|invalid_request|notify_email",
                "{\"unknown_policy\":\"resend\"}|400|invalid_request|unknown_policy",
                "{\"name\":null}|400|invalid_request|name",
                "{\"name\":\" \"}|400|invalid_request|name",
                "{\"flags\":[null]}|400|invalid_request|flags",
                "{\"status\":\"x\"}|400|invalid_request|status",
                "{\"id\":\"x\"}|400|invalid_request|id",
            })
    void aWrongTenantIsRefusedByItsField(String patch, int status, String code, String field) {
        String path = "/v1/tenants/" + create(TENANT).text("id");
        Answer answer = patch(path, patch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        assertThat(create("{}").json().path("errors").size()).isEqualTo(4);
    }

    @Test
    void aKeyIsShownOnceListedWithoutSecretAndRevoked() {
        var tenant = tenant();
        String path = "/v1/tenants/" + tenant.id() + "/api-keys";
        String once = UUID.randomUUID().toString();
        String body = "{\"name\":\"shop\",\"scopes\":[\"conversations:view\"]}";
        Answer made = api().post(OPERATOR, path, body, "Idempotency-Key", once);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String route = "/v1/play/" + UUID.randomUUID();
        assertThat(api().get(made.text("key"), route).status()).isEqualTo(200);

        Answer again = api().post(OPERATOR, path, body, "Idempotency-Key", once);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(made.text("id"));
        assertThat(again.json().path("key").isNull()).isTrue();

        Answer list = api().get(OPERATOR, path);
        assertThat(list.json().path("items").size()).isEqualTo(2);
        assertThat(list.body()).doesNotContain(made.text("key"));

        assertThat(api().send("DELETE", OPERATOR, path + "/" + made.text("id"), null)
                        .status())
                .isEqualTo(204);
        api().clock().advance(java.time.Duration.ofSeconds(5));
        assertThat(api().get(made.text("key"), route).status()).isEqualTo(401);
        String elsewhere = "/v1/tenants/" + tenant().id() + "/api-keys/" + made.text("id");
        assertThat(api().send("DELETE", OPERATOR, elsewhere, null).status()).isEqualTo(404);
    }

    @Test
    void pagesWalkOverAllAndABadCursorIsRefused() {
        var tenant = tenant();
        String path = "/v1/tenants/" + tenant.id() + "/api-keys";
        for (int i = 0; i < 4; i++) {
            api().post(OPERATOR, path, "{}");
        }
        var ids = new HashSet<String>();
        String cursor = "";
        int pages = 0;
        do {
            Answer page = api().get(OPERATOR, path + "?limit=2" + cursor);
            page.json().path("items").forEach(item -> ids.add(item.path("id").asString()));
            cursor = page.json().path("next_cursor").isNull() ? "" : "&cursor=" + page.text("next_cursor");
            pages++;
        } while (!cursor.isEmpty());
        assertThat(ids).hasSize(5);
        assertThat(pages).isEqualTo(3);
        for (String bad :
                new String[] {"?cursor=x", "?limit=0", "?limit=201", "?limit=1000000000", "?limit=99999999999"}) {
            assertThat(api().get(OPERATOR, path + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"scopes\":[]}",
                "{\"scopes\":[null]}",
                "{\"scopes\":[\"all\"]}",
                "{\"expires_at\":\"+999999999-01-01T00:00:00Z\"}",
                "{\"key\":\"mine\"}",
            })
    void aWrongKeyRequestIs400(String body) {
        Answer answer = api().post(OPERATOR, "/v1/tenants/" + tenant().id() + "/api-keys", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void aKeyThatWouldHaveExpiredIsRefusedAsOtherPastTimesAre() {
        Answer answer = api().post(
                        OPERATOR,
                        "/v1/tenants/" + tenant().id() + "/api-keys",
                        "{\"expires_at\":\"2020-01-01T00:00:00Z\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("scheduled_in_the_past");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("expires_at");
    }

    @Test
    void tiersAreMadeAndChanged() {
        String path = "/v1/tiers/pilot-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(api().get(OPERATOR, path).status()).isEqualTo(404);
        assertThat(api().send("PUT", OPERATOR, path, "{\"daily_limit\":5}").status())
                .isEqualTo(200);
        assertThat(api().get(OPERATOR, path).json().path("daily_limit").asInt()).isEqualTo(5);
        api().send("PUT", OPERATOR, path, "{\"daily_limit\":null}");
        assertThat(api().get(OPERATOR, path).json().path("daily_limit").isNull())
                .isTrue();
        assertThat(api().send("PUT", OPERATOR, path, "{\"daily_limit\":-1}").status())
                .isEqualTo(400);
        assertThat(api().get(OPERATOR, "/v1/tiers").body()).contains("starter").contains("enterprise");
    }

    @Test
    void aTenantsKeyOpensNoneOfThese() {
        String key = tenant().key();
        for (String path : new String[] {"/v1/tenants", "/v1/tenants/" + UUID.randomUUID(), "/v1/tiers/starter"}) {
            Answer answer = api().get(key, path);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("operator_key_needed");
        }
        assertThat(api().post(key, "/v1/tenants", TENANT).status()).isEqualTo(403);
    }

    private static Answer create(String body) {
        return api().post(OPERATOR, "/v1/tenants", body);
    }

    private static Answer patch(String path, String body) {
        return api().send("PATCH", OPERATOR, path, body);
    }
}
