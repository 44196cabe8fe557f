package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DryRunTest extends ApiTest {
    private static final Instant TOMORROW =
            Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

    private final TestApi.Tenant tenant = tenant();
    private final BroadcastShop shop = new BroadcastShop(api(), tenant, ledger());

    @Test
    void aStoredBroadcastIsPlannedAndStaysADraft() {
        UUID broadcast = broadcast();
        customer("+14155550101", "America/Los_Angeles", true);
        customer("+14155550102", null, false);
        Answer answer = dryRun(tenant, broadcast);
        assertThat(answer.status()).isEqualTo(200);
        var plan = answer.json();
        assertThat(plan.path("recipients").asInt()).isEqualTo(2);
        assertThat(plan.at("/now/recipients").asInt()).isEqualTo(1);
        assertThat(plan.at("/now/samples/0/content").asString()).isEqualTo("Hi Ana");
        assertThat(plan.at("/refused/0/reason").asString()).isEqualTo("consent_missing");
        assertThat(plan.at("/cost/needed").asInt()).isEqualTo(1);
        assertThat(plan.at("/cost/limit").asInt()).isEqualTo(1000);
        assertThat(ledger().queryText("select status from broadcast where id = '" + broadcast + "'"))
                .isEqualTo("draft");
        assertThat(ledger().queryText("select count(*) from message where tenant_id = '" + tenant.id() + "'"))
                .isEqualTo("0");
    }

    @Test
    void anotherTenantsBroadcastIsNotFoundAndAKeyNeedsTheScope() {
        UUID broadcast = broadcast();
        assertThat(dryRun(tenant(), broadcast).status()).isEqualTo(404);
        assertThat(dryRun(tenant, UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(dryRun(tenant("analytics:view"), broadcast).status()).isEqualTo(403);
    }

    @Test
    void idsArePlannedAsTheDraftOfThemWithoutBeingStored() {
        UUID twice = shop.customer("America/Lima", "{'city': 'Lima'}");
        UUID consented = shop.customer("Asia/Tokyo", "{}");
        shop.customer();
        grant(consented);
        String body = body("'customer_ids': ['" + twice + "', '" + consented + "', '" + twice + "']");
        Answer unsaved = shop.post("/v1/broadcasts/dry-run", body);
        assertThat(unsaved.status()).as(unsaved.body()).isEqualTo(200);
        assertThat(unsaved.json().path("recipients").asInt()).isEqualTo(2);
        assertThat(unsaved.json().at("/cost/needed").asInt()).isEqualTo(1);
        assertNothingIsStored();

        UUID draft = UUID.fromString(shop.post("/v1/broadcasts", body).text("id"));
        assertThat(plan(unsaved)).isEqualTo(plan(dryRun(tenant, draft)));
    }

    @Test
    void idsOfNobodyAndOfAnotherTenantsAreRefusedAsWhenItIsMade() {
        UUID known = shop.customer();
        UUID others = new BroadcastShop(api(), tenant(), ledger()).customer();
        String body = body("'customer_ids': ['" + known + "', '" + others + "', '" + UUID.randomUUID() + "']");
        Answer refused = shop.post("/v1/broadcasts/dry-run", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("unknown_customer");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("customer_ids[1]");
        assertThat(refused.json().at("/errors/1/field").asString()).isEqualTo("customer_ids[2]");
        assertThat(refused.json().path("errors"))
                .isEqualTo(shop.post("/v1/broadcasts", body).json().path("errors"));
        assertNothingIsStored();
    }

    @Test
    void tooManyIdsAreRefusedAsWhenItIsMade() {
        String body = body("'customer_ids': ["
                + String.join(", ", Collections.nCopies(10_001, "'" + UUID.randomUUID() + "'")) + "]");
        Answer refused = shop.post("/v1/broadcasts/dry-run", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("customer_ids");
        assertThat(refused.json().path("errors"))
                .isEqualTo(shop.post("/v1/broadcasts", body).json().path("errors"));
    }

    @Test
    void aListThatIsStillToBeUploadedHasNobodyToPlanFor() {
        Answer refused = shop.post("/v1/broadcasts/dry-run", body("'metadata': {}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("recipient_criteria");
        assertThat(refused.json().at("/errors/0/problem").asString()).contains("audience_id and customer_ids");
        assertThat(refused.json().at("/errors/0/hint").asString()).contains("upload its list");
    }

    private static String body(String audience) {
        return "{'name': 'plan', 'message_type': 'promotional', 'content': '{{name}} in {{attr.city|Ulm}}',"
                + " 'scheduled_at': '" + TOMORROW + "', 'expires_at': '" + TOMORROW.plus(Duration.ofDays(2)) + "', "
                + audience + "}";
    }

    /** All of it but when it was made. */
    private static ObjectNode plan(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var plan = (ObjectNode) answer.json();
        plan.remove("planned_at");
        return plan;
    }

    private void assertNothingIsStored() {
        for (String table : new String[] {"broadcast", "broadcast_recipient", "message", "message_event"}) {
            assertThat(shop.count(table)).as(table).isZero();
        }
        Answer limit = shop.get("/v1/messages/rate-limit-status");
        assertThat(limit.json().path("current_count").asInt(-1))
                .as(limit.body())
                .isZero();
    }

    private static Answer dryRun(TestApi.Tenant tenant, UUID broadcast) {
        return api().post(tenant.key(), "/v1/broadcasts/" + broadcast + "/dry-run", null);
    }

    private UUID broadcast() {
        UUID id = UUID.randomUUID();
        ledger().execute("insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience,"
                + " criteria, created_at, changed_at) values ('" + tenant.id() + "', '" + id + "', 'plan',"
                + " 'promotional', 'whatsapp', 'draft', 'Hi {{name}}', 'criteria', '{\"all\": []}', now(), now())");
        return id;
    }

    private void customer(String number, String zone, boolean consented) {
        UUID id = UUID.randomUUID();
        ledger().execute("insert into customer (tenant_id, id, phone_number, name, time_zone, created_at, updated_at)"
                + " values ('" + tenant.id() + "', '" + id + "', '" + number + "', 'Ana', "
                + (zone == null ? "null" : "'" + zone + "'") + ", now(), now())");
        if (consented) {
            grant(id);
        }
    }

    private void grant(UUID customer) {
        ledger().execute("insert into consent (tenant_id, customer_id, channel, type, state, recorded_at) values ('"
                + tenant.id() + "', '" + customer + "', 'whatsapp', 'promotional', 'granted', now())");
    }
}
