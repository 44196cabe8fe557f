package ai.tulia.messaging.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.apikey.KeyActivity;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What tenants and the operator do, and what the audit log says of it. */
abstract class AuditFixture extends ApiTest {
    static final String OPERATOR = TestApi.OPERATOR_KEY;
    static final String LOG = "/v1/audit-log";

    static void setAccount(String path, String token) {
        done("PUT", OPERATOR, path, "{\"auth_token\": \"" + token + "\"}");
    }

    static Answer done(String method, String key, String path, String body) {
        Answer answer = api().send(method, key, path, body);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    static void revoke(TestApi.Tenant tenant) {
        String keys = "/v1/tenants/" + tenant.id() + "/api-keys";
        String id = api().get(OPERATOR, keys).json().at("/items/0/id").asString();
        done("DELETE", OPERATOR, keys + "/" + id, null);
    }

    /** What a job does once a minute. */
    static void written() {
        api().bean(KeyActivity.class).write(api().clock().instant());
    }

    static long refusals() {
        return Long.parseLong(ledger().queryText("select count(*) from audit_log where action = 'api_key.refused'"));
    }

    static String lastUsed(TestApi.Tenant tenant) {
        return ledger().queryText("select last_used_at from api_key where tenant_id = '" + tenant.id() + "'");
    }

    static JsonNode shown(String keys, String id) {
        return api().get(OPERATOR, keys)
                .json()
                .path("items")
                .valueStream()
                .filter(key -> key.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static List<JsonNode> entries(TestApi.Tenant tenant) {
        return api().get(OPERATOR, LOG + "?limit=200&tenant_id=" + tenant.id())
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    static List<String> actions(TestApi.Tenant tenant) {
        return entries(tenant).stream()
                .map(entry -> entry.path("action").asString())
                .filter(action -> !action.equals("api_key.first_used"))
                .toList();
    }
}
