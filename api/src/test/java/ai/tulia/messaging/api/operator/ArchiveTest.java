package ai.tulia.messaging.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is archived is out of the lists and taken for nothing new; what is in use is not archived. */
class ArchiveTest extends ApiTest {
    private static final String OPERATOR = TestApi.OPERATOR_KEY;
    private static final String TEMPLATE =
            "{\"name\": \"order\", \"message_type\": \"transactional\", \"content\": \"Your order is on its way\"}";

    private final TestApi.Tenant tenant = tenant();

    @Test
    void anArchivedTemplateIsShownButNotListedNorUsedAndItsNameIsFree() {
        String id = post("/v1/templates", TEMPLATE).text("id");
        assertThat(delete("/v1/templates/" + id).status()).isEqualTo(204);
        assertThat(delete("/v1/templates/" + id).status()).isEqualTo(204);

        assertThat(get("/v1/templates").json().path("items").size()).isZero();
        assertThat(get("/v1/templates/" + id).text("archived_at")).isNotEmpty();
        assertThat(post("/v1/templates/" + id + "/versions", "{\"content\": \"New\"}")
                        .code())
                .isEqualTo("archived");
        Answer used =
                post("/v1/messages/send", "{\"customer_id\": \"" + customer() + "\", \"template_id\": \"" + id + "\"}");
        assertThat(used.code()).as(used.body()).isEqualTo("unknown_template");
        Answer inABatch = post(
                "/v1/messages/batch",
                "{\"items\": [{\"customer_id\": \"" + customer() + "\", \"template_id\": \"" + id + "\"}]}");
        assertThat(inABatch.json().at("/items/0/problem/code").asString())
                .as(inABatch.body())
                .isEqualTo("unknown_template");
        assertThat(post("/v1/templates", TEMPLATE).status()).isEqualTo(201);
    }

    @Test
    void aTemplateOfABroadcastThatIsNotOverIsInUse() {
        String id = post("/v1/templates", TEMPLATE).text("id");
        String broadcast = draft("\"template_id\": \"" + id + "\"").text("id");

        assertThat(delete("/v1/templates/" + id).code()).isEqualTo("template_in_use");
        assertThat(delete("/v1/broadcasts/" + broadcast).status()).isEqualTo(204);
        assertThat(delete("/v1/templates/" + id).status()).isEqualTo(204);
    }

    @Test
    void aTemplateIsArchivedAsItWasReadOrNotAtAll() {
        String id = post("/v1/templates", TEMPLATE).text("id");
        String path = "/v1/templates/" + id;
        assertThat(api().send("DELETE", tenant.key(), path, null, "If-Match", "\"4711\"")
                        .status())
                .isEqualTo(412);
        assertThat(api().send(
                                "DELETE",
                                tenant.key(),
                                path,
                                null,
                                "If-Match",
                                get(path).header("ETag"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void anArchivedDraftIsCanceledAndNoLongerListed() {
        String draft = draft("\"message_type\": \"transactional\", \"content\": \"Hello\"")
                .text("id");
        String started = draft("\"message_type\": \"transactional\", \"content\": \"Hello\", \"start\": true")
                .text("id");

        assertThat(delete("/v1/broadcasts/" + draft).status()).isEqualTo(204);
        assertThat(delete("/v1/broadcasts/" + draft).status()).isEqualTo(204);
        assertThat(get("/v1/broadcasts").body()).contains(started).doesNotContain(draft);
        assertThat(get("/v1/broadcasts/" + draft).text("status")).isEqualTo("canceled");
        Answer refused = delete("/v1/broadcasts/" + started);
        assertThat(refused.code()).isEqualTo("wrong_status");
        assertThat(refused.text("broadcast_status")).isEqualTo("running");
        assertThat(get("/v1/broadcasts/" + started).text("status")).isEqualTo("running");
    }

    @Test
    void anotherTenantArchivesNothingOfIt() {
        String template = post("/v1/templates", TEMPLATE).text("id");
        String draft = draft("\"message_type\": \"transactional\", \"content\": \"Hello\"")
                .text("id");
        String stranger = tenant().key();

        assertThat(api().send("DELETE", stranger, "/v1/templates/" + template, null)
                        .status())
                .isEqualTo(404);
        assertThat(api().send("DELETE", stranger, "/v1/broadcasts/" + draft, null)
                        .status())
                .isEqualTo(404);
        assertThat(get("/v1/templates").body()).contains(template);
        assertThat(get("/v1/broadcasts").body()).contains(draft);
        String reader = tenant("templates:read", "broadcasts:read").key();
        assertThat(api().send("DELETE", reader, "/v1/templates/" + template, null)
                        .code())
                .isEqualTo("missing_scope");
        assertThat(api().send("DELETE", reader, "/v1/broadcasts/" + draft, null).code())
                .isEqualTo("missing_scope");
    }

    @Test
    void anArchivedTenantIsSuspendedForGoodWithoutKeysAndOutOfTheList() {
        String path = "/v1/tenants/" + tenant.id();
        assertThat(get("/v1/customers").status()).isEqualTo(200);
        assertThat(operator("DELETE", path).status()).isEqualTo(204);
        assertThat(operator("DELETE", path).status()).isEqualTo(204);

        assertThat(operator("GET", "/v1/tenants?limit=200").body())
                .doesNotContain(tenant.id().toString());
        Answer shown = operator("GET", path);
        assertThat(shown.text("archived_at")).isNotEmpty();
        assertThat(shown.text("suspended_at")).isEqualTo(shown.text("archived_at"));
        // A key that was found before is believed for some seconds.
        api().clock().advance(Duration.ofSeconds(5));
        assertThat(get("/v1/customers").status()).isEqualTo(401);
        Answer key = api().post(OPERATOR, path + "/api-keys", "{\"name\": \"new\"}");
        assertThat(key.code()).as(key.body()).isEqualTo("archived");
        assertThat(operator("POST", path + "/resume").code()).isEqualTo("archived");
        assertThat(operator("GET", "/v1/audit-log?action=tenant.archived&tenant_id=" + tenant.id())
                        .json()
                        .at("/items/0/detail/revoked_keys")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aTenantWithSomethingOpenIsInUse() {
        String path = "/v1/tenants/" + tenant.id();
        String message = post(
                        "/v1/messages/schedule",
                        "{\"customer_id\": \"" + customer()
                                + "\", \"message_type\": \"transactional\", \"content\": \"Hello\", \"scheduled_at\": \""
                                + api().clock().instant().plusSeconds(3_600) + "\"}")
                .text("message_id");
        assertThat(operator("DELETE", path).code()).isEqualTo("tenant_in_use");
        assertThat(post("/v1/messages/" + message + "/cancel", null).status()).isEqualTo(200);

        String broadcast = draft("\"message_type\": \"transactional\", \"content\": \"Hello\", \"start\": true")
                .text("id");
        assertThat(operator("DELETE", path).code()).isEqualTo("tenant_in_use");
        assertThat(post("/v1/broadcasts/" + broadcast + "/cancel", null).status())
                .isEqualTo(200);
        assertThat(operator("DELETE", path).status()).isEqualTo(204);
        assertThat(operator("DELETE", "/v1/tenants/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    private String customer() {
        UUID id = UUID.randomUUID();
        ledger().execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('"
                + tenant.id() + "', '" + id + "', '+1415" + (5_000_000 + Math.floorMod(id.hashCode(), 999_999))
                + "', now(), now())");
        return id.toString();
    }

    private Answer draft(String fields) {
        customer();
        Answer made =
                post("/v1/broadcasts", "{\"name\": \"Spring\", \"recipient_criteria\": {\"all\": []}, " + fields + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made;
    }

    private Answer get(String path) {
        return api().get(tenant.key(), path);
    }

    private Answer post(String path, String json) {
        return api().send("POST", tenant.key(), path, json);
    }

    private Answer delete(String path) {
        return api().send("DELETE", tenant.key(), path, null);
    }

    private static Answer operator(String method, String path) {
        return api().send(method, OPERATOR, path, null);
    }
}
